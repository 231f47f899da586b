import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdviceTermsOptions, adviceTerms } from '../../../src/honest/improve/adviceTerms.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { clippedShifted } from '../../../src/ope/estimators/importance/clippedShifted.js';
import { adviceLogRatios } from '../../../src/ope/study/adviceLogRatios.js';
import { logWeights } from '../../../src/ope/study/logWeights.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { probabilityVector } from '../../support/generators.js';

const A = 3;
const DISCOUNT = 0.9;
const LEAST = -2;

/** What the clinician sees and the states do not, a trait h of 0 or 1, and what he does: shape (h, s, a). */
type Clinician = readonly Float64Array[];

/** Runs of two steps from state 0: the second state tells whether the first action was as the trait asks. */
const second = (h: number, a: number): number => (a === h ? 1 : 0);
/** From −1 to 1: of the second step alone, or of both. */
const reward = (h: number, s: number, a: number): number => (s + 1) * (a === 1 - h ? 0.5 : -0.5) * (a === 2 ? 0 : 1);

/** Every run there can be, and its chance under the clinician; then the clinician who is advised is worth `advised`. */
function everyRun(clinician: Clinician, advice: Advice) {
  const builder = new TrajectoriesBuilder({ nStates: 2, nActions: A, propensities: 'all', source: {} });
  const chance: number[] = [];
  let [own, advised] = [0, 0];
  const follow = (h: number, s: number, a: number): number =>
    clinician[2 * h + s].reduce((sum, p, i) => sum + p * advice.probability[(s * A + i) * A + a], 0);
  for (let h = 0; h < 2; h++)
    for (let a = 0; a < A; a++)
      for (let b = 0; b < A; b++) {
        const s = second(h, a);
        const [mu0, mu1] = [clinician[2 * h], clinician[2 * h + s]];
        const g = reward(h, 0, a) + DISCOUNT * reward(h, s, b);
        own += 0.5 * mu0[a] * mu1[b] * g;
        advised += 0.5 * follow(h, 0, a) * follow(h, s, b) * g;
        if (!(mu0[a] > 0 && mu1[b] > 0)) continue;
        builder.step(0, a, reward(h, 0, a), s, mu0);
        builder.step(s, b, reward(h, s, b), s, mu1);
        builder.endEpisode(false);
        chance.push(0.5 * mu0[a] * mu1[b]);
      }
  return { log: builder.finish(), chance, gain: advised - own };
}

const all = ({ nEpisodes }: Trajectories): number[] => Array.from({ length: nEpisodes }, (_, e) => e);
const options: AdviceTermsOptions = { leastReturn: LEAST, clip: 20, discount: DISCOUNT, baseline: new Float64Array(2) };
const mean = (x: Float64Array, chance: readonly number[]): number => chance.reduce((sum, p, e) => sum + p * x[e], 0);

const vectors = (count: number) => fc.array(probabilityVector(A), { minLength: count, maxLength: count });
/** No chance is so small that its weight is cut, and none is 0. */
const soft = vectors(4).map((rows) => rows.map((row) => row.map((p) => 0.5 * p + 0.5 / A)));
const advices: fc.Arbitrary<Advice> = vectors(2 * A).map((rows) => ({
  nStates: 2,
  nActions: A,
  probability: Float64Array.from(rows.flatMap((row) => Array.from(row))),
}));
const baselines = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));

describe('adviceTerms', () => {
  it('have the true gain as their expectation, whatever the baseline and whatever the state hides', () => {
    fc.assert(
      fc.property(soft, advices, baselines, (clinician, advice, baseline) => {
        const { log, chance, gain } = everyRun(clinician, advice);
        const terms = adviceTerms(log, advice, all(log), {
          ...options,
          clip: 36,
          baseline: Float64Array.from(baseline),
        });
        expect(mean(terms.gain, chance)).toBeAllClose(gain, { rtol: 0, atol: 1e-12 });
        expect(mean(terms.weight, chance)).toBeAllClose(1, { rtol: 1e-12 });
      }),
    );
  });

  it('have at most the true gain where weights are cut and where the log lacks choices', () => {
    fc.assert(
      fc.property(vectors(4), advices, baselines, fc.integer({ min: 1, max: 4 }), (clinician, advice, b, clip) => {
        const { log, chance, gain } = everyRun(clinician, advice);
        const terms = adviceTerms(log, advice, all(log), { ...options, clip, baseline: Float64Array.from(b) });
        expect(mean(terms.gain, chance)).toBeLessThanOrEqual(gain + 1e-9);
        expect(mean(terms.weight, chance)).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.max(...terms.weight)).toBeLessThanOrEqual(clip);
      }),
    );
  });

  it('do not have it if weights are cut and nothing is shifted: the least return matters', () => {
    const clinician = Array.from({ length: 4 }, () => Float64Array.of(0.1, 0.8, 0.1));
    const harm: Advice = {
      nStates: 2,
      nActions: A,
      probability: Float64Array.from({ length: 18 }, (_, k) => +(k % A === 0)),
    };
    const { log, chance, gain } = everyRun(clinician, harm);
    const lifted = { ...log, reward: log.reward.map((r) => r + 5) };
    const terms = adviceTerms(lifted, harm, all(log), { ...options, leastReturn: 0, clip: 1 });
    expect(mean(terms.gain, chance)).toBeLessThan(gain);
  });

  it('are those of `clippedShifted` where the baseline takes nothing off', () => {
    // Of runs that earn at the second step alone, nothing is taken off if b is r_min at the first, without a discount.
    const clinician = Array.from({ length: 4 }, (_, k) => Float64Array.of(0.2 + 0.1 * k, 0.5 - 0.1 * k, 0.3));
    const probability = Float64Array.from({ length: 18 }, (_, k) => (k % A === Math.floor(k / A) % A ? 0.5 : 0.25));
    const advice = { nStates: 2, nActions: A, probability };
    const { log } = everyRun(clinician, advice);
    const late = { ...log, reward: log.reward.map((r, i) => (i % 2 === 0 ? 0 : r)) };
    const { gain, weight } = adviceTerms(late, advice, all(late), {
      ...options,
      discount: 1,
      baseline: new Float64Array(2).fill(LEAST),
    });
    const weights = logWeights(late, adviceLogRatios(late, advice));
    const returns = all(late).map((e) => late.reward[2 * e + 1]);
    const { terms } = clippedShifted(weights, returns, { leastReturn: LEAST });
    expect(gain).toBeAllClose(terms, { rtol: 1e-12, atol: 1e-12 });
    expect(weight).toBeAllClose(weights.map(Math.exp), { rtol: 1e-12 });
  });

  it('vary less with a baseline near what is to come', () => {
    const clinician = Array.from({ length: 4 }, () => Float64Array.of(0.4, 0.4, 0.2));
    const probability = Float64Array.from({ length: 18 }, (_, k) => +(k % A === 0));
    const advice = { nStates: 2, nActions: A, probability };
    const { log, chance } = everyRun(clinician, advice);
    const variance = (b: number): number => {
      const { gain } = adviceTerms(log, advice, all(log), { ...options, baseline: new Float64Array(2).fill(b) });
      return (
        mean(
          gain.map((x) => x * x),
          chance,
        ) -
        mean(gain, chance) ** 2
      );
    };
    expect(variance(0)).toBeLessThan(0.5 * variance(LEAST));
  });

  it('are 0 for the clinician who is left alone, and follow the episodes asked for', () => {
    const { log } = everyRun(
      Array.from({ length: 4 }, () => Float64Array.of(0.4, 0.4, 0.2)),
      identityAdvice(2, A),
    );
    const { gain, weight } = adviceTerms(log, identityAdvice(2, A), [3, 1], options);
    expect([Array.from(gain), Array.from(weight)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    const advice = { nStates: 2, nActions: A, probability: new Float64Array(18).fill(1 / 3) };
    const whole = adviceTerms(log, advice, all(log), options);
    expect(Array.from(adviceTerms(log, advice, [3, 1], options).gain)).toEqual([whole.gain[3], whole.gain[1]]);
  });

  it('refuses what it cannot judge', () => {
    const { log } = everyRun(
      Array.from({ length: 4 }, () => Float64Array.of(0.4, 0.4, 0.2)),
      identityAdvice(2, A),
    );
    const { propensities, ...taken } = log;
    const { propensity, ...bare } = taken;
    expect(propensity).toBeDefined();
    expect(() => adviceTerms(taken, identityAdvice(2, A), [0], options)).toThrow(
      'the log must have the probabilities of all 3 actions at each step, got those of the actions taken alone',
    );
    expect(() => adviceTerms(bare, identityAdvice(2, A), [0], options)).toThrow('got none - what else');
    expect(() => adviceTerms(log, identityAdvice(3, A), [0], options)).toThrow('advice must have 2 states');
    expect(() => adviceTerms(log, identityAdvice(2, A), all(log), { ...options, leastReturn: 0 })).toThrow(
      'returns must be at least the least possible, 0, got -',
    );
    const impossible = { ...log, propensities: propensities!.map((p, k) => (k % A === log.action[0] ? 0 : p)) };
    expect(() => adviceTerms(impossible, identityAdvice(2, A), [0], options)).toThrow(
      'episode 0, t 0: the logged action 0 must have a probability above 0, got 0',
    );
  });
});
