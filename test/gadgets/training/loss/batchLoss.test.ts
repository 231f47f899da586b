import type * as Tensorflow from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { type TensorflowBackend, loadTensorflow } from '../../../../src/gadgets/backend.js';
import { type GadgetSpec, gadgetSpec } from '../../../../src/gadgets/gadgetSpec.js';
import { gadget2Prior } from '../../../../src/gadgets/inference/gadget2Rows.js';
import { gadgetLogits } from '../../../../src/gadgets/inference/gadgetLogits.js';
import { initialise } from '../../../../src/gadgets/network/initialise.js';
import { parameterLayout } from '../../../../src/gadgets/network/parameterLayout.js';
import { createBatchLoss } from '../../../../src/gadgets/training/loss/batchLoss.js';
import { freeLogits, networkLogits } from '../../../../src/gadgets/training/loss/logitSource.js';
import { exactPairLoss } from '../../../../src/gadgets/training/loss/pairLoss.js';
import type { TrainingPair } from '../../../../src/gadgets/training/trainingPair.js';
import { centralDifference } from '../../kernels/centralDifference.js';
import { normalized, normals, objectives, probabilities } from '../../kernels/scenarios.js';
import { derivedGradient } from './derivedGradient.js';

const K = 3;
const options = { outcomes: K, nClusters: 2, sinkhornSteps: 2, learnPrior: true } as const;
const network = { hidden: [4], activation: 'tanh' } as const;

/** The mean loss by inference, that is without tfjs, and for weights in float64 as well. */
function plainLoss(spec: GadgetSpec, weights: Float64Array, pairs: readonly TrainingPair[]): number {
  const [{ p, q }] = pairs;
  const model = { spec, weights: weights as unknown as Float32Array, pair: { p, q }, provenance: {} };
  const logits = gadgetLogits(model);
  const prior = spec.kind === 'gadget-2' ? gadget2Prior({ ...model, spec }) : new Float64Array(0);
  const { nLogits } = parameterLayout(spec);
  const loss = exactPairLoss(spec);
  const gradient = {
    logitsP: new Float64Array(nLogits),
    logitsQ: new Float64Array(nLogits),
    prior: new Float64Array(prior.length),
  };
  const sum = pairs.reduce((total, pair) => {
    const [logitsP, logitsQ] = [logits(pair.p, 'p'), logits(pair.q, 'q')] as unknown as [Float32Array, Float32Array];
    return total + loss({ ...pair, logitsP, logitsQ, prior }, gradient);
  }, 0);
  return sum / pairs.length;
}

test('an estimate draws for each pair from a stream of its own', () => {
  const spec = gadgetSpec('gadget-1', { outcomes: K, network: 'free' });
  const drawn: number[] = [];
  const batchLoss = createBatchLoss(spec, freeLogits(spec), (_input, _gradient, noise) => {
    drawn.push(noise.uniform());
    return 1;
  });
  const weights = initialise(createRng(2), spec);
  const [objective] = objectives(1, K);
  const p = probabilities(createRng(3), K, true);
  const loss = batchLoss.gradient(createRng(1), weights, [0, 1].map(() => ({ p, q: p, objective })), new Float32Array(weights.length)); // prettier-ignore
  expect(loss).toBe(1);
  expect(drawn).toEqual([0, 1].map((i) => createRng(1).fork('noise', i).uniform()));
  expect(drawn[0]).not.toBe(drawn[1]);
});

describe.each(['gadget-1', 'gadget-2'] as const)('createBatchLoss of %s', (kind) => {
  let tensorflow: TensorflowBackend;
  beforeAll(async () => {
    tensorflow = await loadTensorflow('cpu');
  });

  test.each(['free' as const, network])('value and gradient are those of inference, for %j', (net) => {
    const spec: GadgetSpec =
      kind === 'gadget-1'
        ? gadgetSpec(kind, { ...options, network: net })
        : gadgetSpec(kind, { ...options, network: net });
    const source = net === 'free' ? freeLogits(spec) : networkLogits(spec, tensorflow);
    const rng = createRng(1);
    const weights = initialise(rng, spec).map((value) => value + rng.normal());
    const first = { p: probabilities(rng, K, true), q: probabilities(rng, K, false) };
    const pairs = objectives(1, K).map((objective, i): TrainingPair => {
      // A free gadget has one pair; a network is given another p each time.
      const stream = rng.fork(i);
      return { ...first, ...(net === 'free' ? {} : { p: probabilities(stream, K, true) }), objective };
    });
    const batchLoss = createBatchLoss(spec, source);
    const gradient = new Float32Array(weights.length);
    const value = batchLoss.gradient(rng, weights, pairs, gradient);
    const exact = Float64Array.from(weights);
    expect(value).toBeAllClose(plainLoss(spec, exact, pairs), { rtol: 1e-5 });
    expect(batchLoss.value(weights, pairs)).toBeAllClose(value, { rtol: 1e-7 });
    const numerical = centralDifference((moved) => plainLoss(spec, moved, pairs), exact);
    expect(gradient).toBeAllClose(numerical, { rtol: 1e-4, atol: 1e-5 });
  });
});

test('the gradient is the one that tfjs derives through all outcomes, whatever few are possible', async () => {
  const tensorflow = await loadTensorflow('cpu');
  const tf = tensorflow.tf as typeof Tensorflow;
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('gadget-1' as const, 'gadget-2' as const),
        nOutcomes: fc.integer({ min: 2, max: 24 }),
        possible: fc.integer({ min: 1, max: 4 }),
        hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        ofObjective: fc.nat(4),
        seed: fc.nat(1000),
      }),
      ({ kind, nOutcomes, possible, hidden, ofObjective, seed }) => {
        const rng = createRng(seed);
        const net = { hidden, activation: 'silu' } as const;
        const spec: GadgetSpec =
          kind === 'gadget-1'
            ? gadgetSpec(kind, { outcomes: nOutcomes, network: net })
            : gadgetSpec(kind, { outcomes: nOutcomes, nClusters: 3, network: net });
        const few = (always: boolean): Float64Array => {
          const p = new Float64Array(nOutcomes);
          // The first is the outcome that objectives take for observed.
          if (always) p[0] = 0.2;
          for (let k = 0; k < possible; k++) p[Math.floor(nOutcomes * rng.uniform())] += 0.1 + rng.exponential();
          return normalized(p);
        };
        const known = few(true);
        // The first distribution comes twice: it goes through the network once.
        const pairs = [known, known, few(true)].map((p): TrainingPair => {
          return { p, q: few(false), objective: objectives(seed, nOutcomes)[ofObjective] };
        });
        const weights = Float32Array.from(normals(rng, parameterLayout(spec).size, 0.3));
        const gradient = new Float32Array(weights.length);
        createBatchLoss(spec, networkLogits(spec, tensorflow)).gradient(rng, weights, pairs, gradient);
        const derived = derivedGradient(tf, spec, weights, pairs);
        const most = derived.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        expect(gradient).toBeAllClose(derived, { rtol: 1e-6, atol: 1e-6 * most + 1e-15 });
      },
    ),
    { numRuns: 40 },
  );
});
