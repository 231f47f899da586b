import type * as Tensorflow from '@tensorflow/tfjs';
import type { TensorflowBackend } from '../../backend.js';
import type { GadgetSpec } from '../../gadgetSpec.js';
import type { Side } from '../../inference/gadgetLogits.js';
import { tensorMatMul } from '../../network/run/matMul.js';
import { type LogitStrides, type NetworkInput, logitStrides, networkInput } from '../../network/run/networkInput.js';
import { type NetworkRun, createNetworkRunner } from '../../network/run/networkRunner.js';
import { parameterLayout } from '../../network/parameterLayout.js';
import { distinctRows } from './distinctRows.js';
import type { ReducedPair } from './reducedPair.js';

/** The logits of a batch. */
export interface BatchLogits {
  /**
   * Those of a pair's world over the pair's own K' outcomes: (|Z| × K') of gadget 2, (K × K) of gadget 1.
   *
   * @param out overwritten; zero at outcomes that are not possible
   */
  readonly read: (side: Side, pair: number, out: Float64Array) => void;
}

/** Where the gradient of a batch's logits goes. */
export interface BatchGradient {
  /** Adds to it scale · values, shaped as what `read` gives; what was zero there goes nowhere. */
  readonly add: (side: Side, pair: number, values: Float64Array, scale: number) => void;
}

/** How the logits of a batch follow from the parameters of a gadget. */
export interface LogitSource {
  readonly logits: (weights: Float32Array, pairs: readonly ReducedPair[]) => BatchLogits;
  /**
   * @param addGradient is given the logits, and where to add ∂L/∂logits
   * @param out shape of the weights, overwritten with ∂L/∂weights but for a prior's place
   */
  readonly gradient: (
    weights: Float32Array,
    pairs: readonly ReducedPair[],
    addGradient: (logits: BatchLogits, gradient: BatchGradient) => void,
    out: Float32Array,
  ) => void;
}

/** The logits of a free gadget: its parameters. */
export function freeLogits(spec: GadgetSpec): LogitSource {
  const { nLogits, tables } = parameterLayout(spec);
  const tableOf = (flat: Float32Array, side: Side): Float32Array => {
    const start = tables[side === 'p' ? 0 : 1];
    return flat.subarray(start, start + nLogits);
  };
  const nOutcomes = spec.outcomes.length;
  const perOutcome = nLogits / nOutcomes;
  const all = logitStrides(spec, nOutcomes);
  const logitsOf = (weights: Float32Array, pairs: readonly ReducedPair[]): BatchLogits => ({
    read(side, i, out) {
      const table = tableOf(weights, side);
      const { places } = pairs[i];
      const own = logitStrides(spec, places.length);
      for (let z = 0; z < perOutcome; z++) {
        for (let k = 0; k < places.length; k++) out[at(own, z, k)] = table[at(all, z, places[k])];
      }
    },
  });
  return {
    logits: logitsOf,
    gradient(weights, pairs, addGradient, out) {
      out.fill(0);
      addGradient(logitsOf(weights, pairs), {
        add(side, i, values, scale) {
          const table = tableOf(out, side);
          const { places } = pairs[i];
          const own = logitStrides(spec, places.length);
          for (let z = 0; z < perOutcome; z++) {
            for (let k = 0; k < places.length; k++) table[at(all, z, places[k])] += scale * values[at(own, z, k)];
          }
        },
      });
    },
  };
}

/**
 * The logits of a gadget's networks, their products by tfjs: gadget 1 has one network for p and one for q, gadget 2 one
 * for both. Each different distribution goes through a network once.
 */
export function networkLogits(spec: GadgetSpec, backend: TensorflowBackend): LogitSource {
  if (spec.network === 'free') return freeLogits(spec);
  const { activation } = spec.network;
  const matMul = tensorMatMul(backend.tf as typeof Tensorflow);
  const { networks } = parameterLayout(spec);
  const runners = networks.map((layers) => createNetworkRunner(matMul, layers, activation));
  const run = (weights: Float32Array, pairs: readonly ReducedPair[]): WorldRun[] => {
    const sides = [pairs.map(({ full }) => full.p), pairs.map(({ full }) => full.q)];
    const distributions = runners.length === 1 ? [sides.flat()] : sides;
    return runners.map((runner, n) => {
      const { rows, rowOf } = distinctRows(distributions[n]);
      const input = networkInput(spec, rows);
      return { rowOf, input, ...runner(weights, input) };
    });
  };
  /** The run of a pair's world, and its row there. */
  const worldOf = (runs: readonly WorldRun[], side: Side, i: number): readonly [number, number] => {
    if (side === 'p') return [0, runs[0].rowOf[i]];
    const { rowOf } = runs[runs.length - 1];
    return runs.length === 1 ? [0, rowOf[rowOf.length / 2 + i]] : [1, rowOf[i]];
  };
  const ownPlace = new Int32Array(spec.outcomes.length);
  const strides = ({ places }: ReducedPair): LogitStrides => {
    for (let k = 0; k < places.length; k++) ownPlace[places[k]] = k;
    return logitStrides(spec, places.length);
  };
  const logitsOf = (runs: readonly WorldRun[], pairs: readonly ReducedPair[]): BatchLogits => ({
    read(side, i, out) {
      const [n, row] = worldOf(runs, side, i);
      const { logits, input } = runs[n];
      const own = strides(pairs[i]);
      const { start, place, perOutcome } = input;
      out.fill(0);
      for (let z = 0, entry = perOutcome * start[row]; z < perOutcome; z++) {
        for (let j = start[row]; j < start[row + 1]; j++) out[at(own, z, ownPlace[place[j]])] = logits[entry++];
      }
    },
  });
  return {
    logits: (weights, pairs) => logitsOf(run(weights, pairs), pairs),
    gradient(weights, pairs, addGradient, out) {
      const runs = run(weights, pairs);
      const gradients = runs.map(({ logits }) => new Float64Array(logits.length));
      addGradient(logitsOf(runs, pairs), {
        add(side, i, values, scale) {
          const [n, row] = worldOf(runs, side, i);
          const { start, place, perOutcome } = runs[n].input;
          const own = strides(pairs[i]);
          const gradient = gradients[n];
          for (let z = 0, entry = perOutcome * start[row]; z < perOutcome; z++) {
            for (let j = start[row]; j < start[row + 1]; j++)
              gradient[entry++] += scale * values[at(own, z, ownPlace[place[j]])];
          }
        },
      });
      runs.forEach(({ backward }, n) => {
        backward(gradients[n], out);
      });
    },
  };
}

/** A network's run over the distributions of a batch. */
interface WorldRun extends NetworkRun {
  readonly input: NetworkInput;
  /** By distribution: its row in the input. */
  readonly rowOf: Int32Array;
}

function at({ ofLogit, ofOutcome }: LogitStrides, z: number, x: number): number {
  return z * ofLogit + x * ofOutcome;
}
