import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../../src/core/errors.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { clusterRows, createClusterRows } from '../../../../src/gadgets/kernels/gadget2/clusterRows.js';
import { gadget2Coupling } from '../../../../src/gadgets/kernels/gadget2/gadget2Coupling.js';
import {
  type Gadget2Input,
  createGadget2Workspace,
  gadget2Loss,
} from '../../../../src/gadgets/kernels/gadget2/gadget2Loss.js';
import { gumbelMaxLoss } from '../../../../src/gadgets/kernels/race/gumbelMaxLoss.js';
import type { Objective } from '../../../../src/gadgets/kernels/race/objective.js';
import { createRace } from '../../../../src/gadgets/kernels/race/race.js';
import { createRaceLoss } from '../../../../src/gadgets/kernels/race/raceLoss.js';
import { softmaxRows, softmaxRowsGradient } from '../../../../src/gadgets/kernels/softmaxRows.js';
import { centralDifference } from '../centralDifference.js';
import {
  denseCost,
  extremeLogits,
  normals,
  objectiveOf,
  objectives,
  probabilities,
  ratiosApart,
  sideOfKink,
} from '../scenarios.js';

/** Everything free: the prior by its logits. */
interface Parameters {
  readonly logitsP: Float64Array;
  readonly logitsQ: Float64Array;
  readonly priorLogits: Float64Array;
}

const scene = fc.record({
  seed: fc.nat(),
  Z: fc.integer({ min: 1, max: 5 }),
  K: fc.integer({ min: 2, max: 6 }),
  T: fc.constantFrom(0, 1, 3, 10),
  zeros: fc.boolean(),
});

function anyParameters(seed: number, Z: number, K: number): Parameters {
  const rng = createRng(seed).fork('parameters');
  return { logitsP: normals(rng, Z * K), logitsQ: normals(rng, Z * K), priorLogits: normals(rng, Z) };
}

function anyMarginals(seed: number, K: number, zeros: boolean): { p: Float64Array; q: Float64Array } {
  const rng = createRng(seed).fork('marginals');
  return { p: probabilities(rng, K, zeros), q: probabilities(rng, K, zeros) };
}

function priorOf({ priorLogits }: Parameters): Float64Array {
  const prior = new Float64Array(priorLogits.length);
  softmaxRows(priorLogits, 1, prior);
  return prior;
}

type Result = Parameters & { readonly loss: number };

function run(p: Float64Array, q: Float64Array, parameters: Parameters, objective: Objective, nSteps: number): Result {
  const { logitsP, logitsQ } = parameters;
  const prior = priorOf(parameters);
  const gradient = {
    logitsP: logitsP.map(() => NaN),
    logitsQ: logitsQ.map(() => NaN),
    prior: prior.map(() => NaN),
  };
  const workspace = createGadget2Workspace(prior.length, p.length, nSteps);
  const loss = gadget2Loss(workspace, { p, q, logitsP, logitsQ, prior, objective }, gradient);
  const priorLogits = new Float64Array(prior.length);
  softmaxRowsGradient(prior, gradient.prior, 1, priorLogits);
  return { loss, logitsP: gradient.logitsP, logitsQ: gradient.logitsQ, priorLogits };
}

describe('gadget2Loss', () => {
  test.prop([scene], { numRuns: 150 })('has the value and the gradient that the coupling shows', (drawn) => {
    const { seed, Z, K, T, zeros } = drawn;
    const [parameters, { p, q }] = [anyParameters(seed, Z, K), anyMarginals(seed, K, zeros)];
    const race = createRace(K, 'diagonal');
    const [ofP, ofQ] = [createClusterRows(Z, K, T), createClusterRows(Z, K, T)];
    const seen: string[] = [];
    const coupling = (at: Parameters): Float64Array => {
      const prior = priorOf(at);
      clusterRows(ofP, { logits: at.logitsP, p, prior });
      clusterRows(ofQ, { logits: at.logitsQ, p: q, prior });
      seen.push(`${sideOfKink(ofP)} ${sideOfKink(ofQ)}`);
      return gadget2Coupling(race, { prior, rowsP: ofP.rows, rowsQ: ofQ.rows });
    };
    const J = coupling(parameters);
    for (let z = 0; z < Z; z++)
      fc.pre(ratiosApart(ofP.rows.slice(z * K, (z + 1) * K), ofQ.rows.slice(z * K, (z + 1) * K), 2e-4));
    for (const objective of objectives(seed, K)) {
      const result = run(p, q, parameters, objective, T);
      expect(result.loss).toBeAllClose(objectiveOf(objective, J));
      for (const name of ['logitsP', 'logitsQ', 'priorLogits'] as const) {
        const value = (x: Float64Array): number => objectiveOf(objective, coupling({ ...parameters, [name]: x }));
        const differences = centralDifference(value, parameters[name]);
        fc.pre(new Set(seen).size === 1);
        expect(result[name]).toBeAllClose(differences, { rtol: 1e-7, atol: 1e-8 });
      }
    }
  });

  test.prop([scene])('is the same for a low-rank cost and its matrix', ({ seed, Z, K, T, zeros }) => {
    const [parameters, { p, q }] = [anyParameters(seed, Z, K), anyMarginals(seed, K, zeros)];
    const objective = objectives(seed, K)[1] as Extract<Objective, { kind: 'low-rank' }>;
    const lowRank = run(p, q, parameters, objective, T);
    const dense = run(p, q, parameters, { kind: 'cost', cost: denseCost(objective, K) }, T);
    for (const name of ['logitsP', 'logitsQ', 'priorLogits'] as const) expect(lowRank[name]).toBeAllClose(dense[name]);
    expect(lowRank.loss).toBeAllClose(dense.loss);
  });

  test.prop([scene])('is Gumbel-max for one cluster', ({ seed, K, T, zeros }) => {
    const { p, q } = anyMarginals(seed, K, zeros);
    for (const objective of objectives(seed, K)) {
      const gradient = { p: new Float64Array(K), q: new Float64Array(K) };
      const loss = gumbelMaxLoss(createRaceLoss(K, 'diagonal'), { p, q, objective }, gradient);
      const result = run(p, q, anyParameters(seed, 1, K), objective, T);
      expect(result.loss).toBeAllClose(loss);
      expect([...result.logitsP, ...result.logitsQ]).toBeAllClose(new Float64Array(2 * K));
    }
  });

  it('takes and gives float32, and works without a gradient of the prior', () => {
    const [parameters, { p, q }] = [anyParameters(7, 4, 5), anyMarginals(7, 5, true)];
    const prior = priorOf(parameters);
    const [logitsP, logitsQ] = [Float32Array.from(parameters.logitsP), Float32Array.from(parameters.logitsQ)];
    const objective = objectives(7, 5)[0];
    const input: Gadget2Input = { p, q, logitsP, logitsQ, prior, objective };
    const single = { logitsP: new Float32Array(20), logitsQ: new Float32Array(20) };
    const loss = gadget2Loss(createGadget2Workspace(4, 5, 10), input, single);
    const exact = { ...parameters, logitsP: Float64Array.from(logitsP), logitsQ: Float64Array.from(logitsQ) };
    const double = run(p, q, exact, objective, 10);
    expect(loss).toBe(double.loss);
    expect(single.logitsP).toEqual(Float32Array.from(double.logitsP));
    expect(single.logitsQ).toEqual(Float32Array.from(double.logitsQ));
  });

  it('leaves the two corrections in its workspace', () => {
    const [{ logitsP, logitsQ }, { p, q }] = [anyParameters(8, 4, 5), anyMarginals(8, 5, false)];
    const workspace = createGadget2Workspace(4, 5, 0);
    const prior = new Float64Array(4).fill(0.25);
    const gradient = { logitsP: new Float64Array(20), logitsQ: new Float64Array(20) };
    gadget2Loss(workspace, { p, q, logitsP, logitsQ, prior, objective: objectives(8, 5)[0] }, gradient);
    const alone = createClusterRows(4, 5, 0);
    expect(workspace.ofP.correction).toBe(clusterRows(alone, { logits: logitsP, p, prior }));
    expect(workspace.ofQ.correction).toBe(clusterRows(alone, { logits: logitsQ, p: q, prior }));
    expect(workspace.ofP.correction).toBeGreaterThan(1.01);
  });

  test.prop([scene])('stays finite for extreme logits and an observed outcome of tiny probability', (drawn) => {
    const { seed, Z, K, T } = drawn;
    const [parameters, { p, q }] = [anyParameters(seed, Z, K), anyMarginals(seed, K, false)];
    const rng = createRng(seed);
    const extreme = { ...parameters, logitsP: extremeLogits(rng, Z * K), logitsQ: extremeLogits(rng, Z * K) };
    p[0] = 1e-29;
    for (const objective of objectives(seed, K)) {
      for (const at of [parameters, extreme]) {
        const { logitsP, logitsQ, priorLogits } = run(p, q, at, objective, T);
        expect([...logitsP, ...logitsQ, ...priorLogits].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('does not return a loss that is not finite', () => {
    const parameters = { ...anyParameters(1, 2, 2), logitsP: Float64Array.of(0, NaN, 0, 0) };
    const { p, q } = anyMarginals(1, 2, false);
    expect(() => run(p, q, parameters, objectives(1, 2)[0], 10)).toThrow(NumericalError);
  });
});
