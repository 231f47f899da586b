import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { subset } from '../../../src/trajectories/subset.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

/** States 0 and 1, and 2, the end; two actions; all probabilities are quarters, so that a noise has four values. */
const [STATES, ACTIONS, QUARTERS] = [3, 2, 4];

const quarters = (size: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.nat({ max: size - 1 }), { minLength: QUARTERS, maxLength: QUARTERS })
    .map((cells) => Array.from({ length: size }, (_, k) => cells.filter((cell) => cell === k).length / QUARTERS));
const times = <T>(n: number, one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: n, maxLength: n });

/** Dense, with entries of probability 0. */
function modelOf(rows: readonly (readonly number[])[], reward: readonly number[]): Mdp {
  const nRows = STATES * ACTIONS;
  return {
    nStates: STATES,
    nActions: ACTIONS,
    rowStart: Uint32Array.from({ length: nRows + 1 }, (_, row) => row * STATES),
    nextState: Uint32Array.from({ length: nRows * STATES }, (_, k) => k % STATES),
    probability: Float64Array.from([...rows, [0, 0, 1], [0, 0, 1]].flat()),
    reward: Float64Array.from({ length: nRows * STATES }, (_, k) => reward[k % reward.length]),
    initial: Float64Array.of(0.5, 0.5, 0),
    terminal: Uint8Array.of(0, 0, 1),
    outcomes: [
      { name: 'on', reward: 0 },
      { name: 'end', reward: 0 },
    ],
    outcome: Uint8Array.of(0, 0, 1),
    visits: Uint32Array.of(1, 9, 9, 2, 0, 0),
    source: {},
  };
}

const world = fc.record({
  mdp: fc
    .tuple(times(4, quarters(STATES)), times(7, fc.integer({ min: -2, max: 2 })))
    .map(([rows, r]) => modelOf(rows, r)),
  clinician: times(2, quarters(ACTIONS)).map((rows) => policyOf([...rows, [0.5, 0.5]])),
  advice: times(4, quarters(ACTIONS)).map((rows) => adviceOf(rows.flat())),
  seed: fc.nat({ max: 1000 }),
});

function policyOf(rows: readonly (readonly number[])[]): Policy {
  return { nStates: STATES, nActions: ACTIONS, probability: Float64Array.from(rows.flat()) };
}

function adviceOf(firstRows: readonly number[]): Advice {
  const advice = identityAdvice(STATES, ACTIONS);
  advice.probability.set(firstRows);
  return advice;
}

/** A run of one patient under all noises that explain the log, from first principles. */
function byNoises(
  log: Trajectories,
  mdp: Mdp,
  { clinician, advice }: { readonly clinician: Policy; readonly advice: Advice },
  horizon: number,
): { mean: number; second: number } {
  const cell = (p: ArrayLike<number>, quarter: number): number => {
    let left = (quarter + 0.5) / QUARTERS;
    let k = 0;
    while (left >= p[k]) left -= p[k++];
    return k;
  };
  const rowOf = (s: number, a: number): Float64Array =>
    mdp.probability.subarray((s * ACTIONS + a) * STATES, (s * ACTIONS + a + 1) * STATES);
  const total = { weight: 0, mean: 0, second: 0 };
  /** Facts f and counterfact c side by side, for as long as either goes on. */
  const visit = (t: number, f: number, c: number, weight: number, earned: number): void => {
    const logged = t < log.state.length;
    if (!logged && (t === horizon || mdp.terminal[c] === 1)) {
      total.weight += weight;
      total.mean += weight * earned;
      total.second += weight * earned * earned;
      return;
    }
    for (let noise = 0; noise < QUARTERS; noise++) {
      // What the clinician would be about to do in each of the living states, independently.
      for (let intentions = 0; intentions < ACTIONS ** 2; intentions++) {
        const intention = [intentions % ACTIONS, Math.floor(intentions / ACTIONS)];
        const chance = intention.reduce((p, i, s) => p * clinician.probability[s * ACTIONS + i], 1 / QUARTERS);
        if (chance === 0) continue;
        let next = f;
        if (logged) {
          // In the log nobody advised.
          next = cell(rowOf(f, intention[f]), noise);
          if (intention[f] !== log.action[t] || next !== log.nextState[t]) continue;
        }
        if (mdp.terminal[c] === 1) {
          visit(t + 1, next, c, weight * chance, earned);
          continue;
        }
        for (let a = 0; a < ACTIONS; a++) {
          const advised = advice.probability[(c * ACTIONS + intention[c]) * ACTIONS + a];
          if (advised === 0) continue;
          const after = cell(rowOf(c, a), noise);
          const pays = mdp.reward[(c * ACTIONS + a) * STATES + after];
          visit(t + 1, next, after, weight * chance * advised, earned + pays);
        }
      }
    }
  };
  visit(0, log.state[0], log.state[0], 1, 0);
  return { mean: total.mean / total.weight, second: total.second / total.weight };
}

const mechanism = completeMechanism(inverseCdf());

describe('a counterfactual under advice', () => {
  test.prop([world], { numRuns: 40 })('is that of all noises which explain the log', ({ mdp, seed, ...acting }) => {
    const log = simulate(createRng(seed), mdp, acting.clinician, { episodes: 1, horizon: 2 });
    const horizon = 3;
    const { expectedReturn, returnVariance } = evaluateCounterfactual(log, mdp, acting, mechanism, { horizon });
    const { mean, second } = byNoises(log, mdp, acting, horizon);
    expect(expectedReturn[0]).toBeAllClose(mean, { rtol: 1e-12, atol: 1e-12 });
    expect(returnVariance[0]).toBeAllClose(second - mean * mean, { rtol: 1e-11, atol: 1e-11 });
    const { lower, upper } = counterfactualBounds(log, mdp, acting, findAssumption('none'), { horizon });
    expect(lower[0] - 1e-9).toBeLessThanOrEqual(mean);
    expect(upper[0] + 1e-9).toBeGreaterThanOrEqual(mean);
  });

  test.prop([world], { numRuns: 40 })('is the log where it leaves alone', ({ mdp, seed, clinician }) => {
    const log = simulate(createRng(seed), mdp, clinician, { episodes: 5, horizon: 4 });
    const acting = { clinician, advice: identityAdvice(STATES, ACTIONS) };
    const { effect, returnVariance, support } = evaluateCounterfactual(log, mdp, acting, mechanism);
    expect(effect).toBeAllClose([0, 0, 0, 0, 0], { atol: 1e-12 });
    expect(returnVariance).toBeAllClose([0, 0, 0, 0, 0], { atol: 1e-12 });
    // All of it rests on what was observed.
    expect(support!.thin).toBeAllClose([0, 0, 0, 0, 0], { atol: 1e-12 });
    const sampled = sampleCounterfactual(createRng(1), log, mdp, acting, mechanism);
    expect(episodeReturns(sampled, 1)).toBeAllClose(episodeReturns(log, 1), { atol: 1e-12 });
    const { meanLower, meanUpper } = counterfactualBounds(log, mdp, acting, findAssumption('none'));
    const observed = episodeReturns(log, 1).reduce((sum, value) => sum + value / 5, 0);
    expect([meanLower, meanUpper]).toBeAllClose([observed, observed], { rtol: 1e-9, atol: 1e-9 });
  });

  test.prop([world], { numRuns: 20 })(
    'of one advice whatever is intended is that of a policy',
    ({ mdp, seed, clinician }) => {
      const log = simulate(createRng(seed), mdp, clinician, { episodes: 4, horizon: 3 });
      const advice = adviceOf([0.25, 0.75, 0.25, 0.75, 1, 0, 1, 0]);
      const policy = policyOf([
        [0.25, 0.75],
        [1, 0],
        [0.5, 0.5],
      ]);
      for (const each of [mechanism, completeMechanism(independent())]) {
        const advised = evaluateCounterfactual(log, mdp, { advice, clinician }, each, { horizon: 5 });
        const plain = evaluateCounterfactual(log, mdp, policy, each, { horizon: 5 });
        expect(advised.expectedReturn).toBeAllClose(plain.expectedReturn, { rtol: 1e-12, atol: 1e-12 });
        expect(advised.expectedLength).toBeAllClose(plain.expectedLength, { rtol: 1e-12 });
        expect(advised.support!.thin).toBeAllClose(plain.support!.thin, { rtol: 1e-11, atol: 1e-12 });
      }
    },
  );

  test.prop([world], { numRuns: 20 })('of a patient is the same alone', ({ mdp, seed, ...acting }) => {
    const log = simulate(createRng(seed), mdp, acting.clinician, { episodes: 8, horizon: 3 });
    for (const each of [mechanism, completeMechanism(independent())]) {
      const all = evaluateCounterfactual(log, mdp, acting, each, { horizon: 4 });
      const alone = Array.from({ length: 8 }, (_, e) => {
        const one = evaluateCounterfactual(subset(log, [e]), mdp, acting, each, { horizon: 4 });
        return one.expectedReturn[0];
      });
      expect(all.expectedReturn).toBeAllClose(alone, { rtol: 1e-12, atol: 1e-12 });
    }
  });

  it('has marginals, and draws, of the same process', () => {
    const mdp = modelOf(
      [
        [0.5, 0.25, 0.25],
        [0.25, 0.75, 0],
        [0.25, 0.5, 0.25],
        [0.75, 0, 0.25],
      ],
      [1, -1, 2],
    );
    const acting = {
      clinician: policyOf([
        [0.25, 0.75],
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
      advice: adviceOf([0.5, 0.5, 0, 1, 0.25, 0.75, 1, 0]),
    };
    const log = simulate(createRng(3), mdp, acting.clinician, { episodes: 1, horizon: 3 });
    const horizon = 4;
    const { expectedReturn, outcomeProbability, returnVariance } = evaluateCounterfactual(log, mdp, acting, mechanism, {
      horizon,
    });
    const marginals = counterfactualMarginals(log, mdp, acting, mechanism, { horizon })(0);
    expect(marginals[horizon * STATES + 2]).toBeAllClose(outcomeProbability[1], { rtol: 1e-12 });
    const draws = 4000;
    const sampled = sampleCounterfactual(createRng(7), log, mdp, acting, mechanism, { horizon, draws });
    const mean = episodeReturns(sampled, 1).reduce((sum, value) => sum + value, 0) / draws;
    expect(returnVariance[0]).toBeGreaterThan(0.1);
    // A false alarm in 1e6 is five standard errors away.
    expect(Math.abs(mean - expectedReturn[0])).toBeLessThan(5 * Math.sqrt(returnVariance[0] / draws));
  });

  it('is refused where advice does not fit, or comes to what is not possible', () => {
    const mdp = modelOf(times4([0.5, 0.5, 0]), [1]);
    const clinician = policyOf(times4([0.5, 0.5]).slice(0, STATES));
    const log = simulate(createRng(1), mdp, clinician, { episodes: 3, horizon: 2 });
    expect(() => evaluateCounterfactual(log, mdp, { clinician, advice: identityAdvice(2, 2) }, mechanism)).toThrow(
      'advice must have 3 states and 2 actions, got 2 and 2',
    );
    const narrow: Mdp = {
      ...mdp,
      rowStart: Uint32Array.of(0, 3, 3, 6, 9, 12, 15),
      nextState: mdp.nextState.subarray(0, 15),
      probability: Float64Array.of(0.5, 0.5, 0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 1, 0, 0, 1),
      reward: mdp.reward.subarray(0, 15),
    };
    const first = policyOf([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    const given = simulate(createRng(1), narrow, first, { episodes: 3, horizon: 2 });
    // Elsewhere nobody would come to it.
    const other = { ...first, probability: Float64Array.of(0, 1, 1, 0, 1, 0) };
    const advice = adviceOf([0, 1, 1, 0, 1, 0, 0, 1]);
    expect(() => evaluateCounterfactual(given, narrow, { clinician: other, advice }, mechanism)).toThrow(
      'advice must not turn action 0 in state 0 into 1, which is not possible there, got probability 1 - leave the clinician alone there',
    );
  });
});

function times4<T>(one: T): T[] {
  return [one, one, one, one];
}
