import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { CounterfactualEvaluation } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';

/**
 * Two outcomes, two episodes: one that ended with outcome 0 and would surely have with 1, one the other way with 1/4.
 */
const evaluation: CounterfactualEvaluation = {
  nEpisodes: 2,
  horizon: 1,
  discount: 1,
  exact: true,
  observedReturn: Float64Array.of(0, 1),
  observedOutcome: Uint8Array.of(0, 1),
  expectedReturn: Float64Array.of(1, 0.75),
  returnVariance: Float64Array.of(0, 0.1875),
  effect: Float64Array.of(1, -0.25),
  outcomeProbability: Float64Array.of(0, 1, 0.25, 0.75),
  unmodelled: { rule: 'mix', steps: 0, episodes: 0 },
  expectedLength: Float64Array.of(1, 2),
};

/** Of one outcome, nothing observed to have been earned. */
function withEffects(effect: readonly number[]): CounterfactualEvaluation {
  const n = effect.length;
  return {
    ...evaluation,
    nEpisodes: n,
    observedReturn: new Float64Array(n),
    observedOutcome: new Uint8Array(n),
    expectedReturn: Float64Array.from(effect),
    returnVariance: new Float64Array(n),
    effect: Float64Array.from(effect),
    outcomeProbability: new Float64Array(n).fill(1),
    unmodelled: { rule: 'mix', steps: 0, episodes: 0 },
    expectedLength: new Float64Array(n).fill(1),
  };
}

describe('summarizeCounterfactual', () => {
  it('has the observed outcome in rows and the counterfactual one in columns', () => {
    const { outcomeTable } = summarizeCounterfactual(createRng(1), evaluation);
    expect(outcomeTable).toBeAllClose([0, 0.5, 0.125, 0.375]);
  });

  it('gives means with standard errors, and the episodes of largest and smallest effect', () => {
    const summary = summarizeCounterfactual(createRng(1), evaluation, { top: 1 });
    const { observed, counterfactual, effect } = summary;
    expect([observed.mean, counterfactual.mean, effect.mean]).toBeAllClose([0.5, 0.875, 0.375]);
    // Of two values the standard error is half of what they are apart.
    const errors = [observed, counterfactual, effect].map(({ standardError }) => standardError!);
    expect(errors).toBeAllClose([0.5, 0.125, 0.625]);
    expect([summary.mostHelped, summary.mostHarmed]).toEqual([[0], [1]]);
  });

  it('has no standard error of a single episode', () => {
    const { effect } = summarizeCounterfactual(createRng(1), withEffects([2]));
    expect(effect).toEqual({ n: 1, mean: 2, lower: 2, upper: 2, level: 0.95 });
  });

  it('has intervals of the level that is asked for, whose ends are means of resamples', () => {
    // The mean of n coin flips drawn with replacement is Binomial(n, share) / n; its 25 % and 75 % quantiles are known.
    const flips = withEffects(Array.from({ length: 16 }, (_, e) => e % 2));
    const at = (level: number): number[] => {
      const { effect } = summarizeCounterfactual(createRng(2), flips, { level, replicates: 60_000 });
      expect(effect.level).toBe(level);
      return [effect.lower, effect.upper];
    };
    // Binomial(16, 1/2): P(≤ 6) = .227 and P(≤ 7) = .402; P(≤ 3) = .0106 and P(≤ 4) = .0384. 60,000 draws miss by .011
    // one time in a million.
    expect(at(0.5)).toEqual([7 / 16, 9 / 16]);
    expect(at(0.95)).toEqual([4 / 16, 12 / 16]);
    expect(summarizeCounterfactual(createRng(2), flips, { replicates: 60_000 }).effect).toMatchObject({
      lower: 4 / 16,
      upper: 12 / 16,
      level: 0.95,
    });
  });

  it('takes the same resamples for what was, what would have been, and their difference', () => {
    const observedReturn = Float64Array.of(3, 1, 4, 1, 5, 9);
    const shifted = observedReturn.map((value) => value + 2);
    const moved = { ...withEffects([2, 2, 2, 2, 2, 2]), observedReturn, expectedReturn: shifted };
    const { observed, counterfactual, effect } = summarizeCounterfactual(createRng(3), moved);
    expect(counterfactual.lower - observed.lower).toBeAllClose(2);
    expect(counterfactual.upper - observed.upper).toBeAllClose(2);
    expect([effect.lower, effect.upper]).toBeAllClose([2, 2]);
    // What is drawn for the intervals is drawn from a stream of its own.
    const [rng, untouched] = [createRng(3), createRng(3)];
    summarizeCounterfactual(rng, moved);
    expect(rng.uniform()).toBe(untouched.uniform());
  });

  it('lists equal effects in the order of the log from above, and as a whole the other way round from below', () => {
    const listed = (effect: readonly number[], top: number): (readonly number[])[] => {
      const { mostHelped, mostHarmed } = summarizeCounterfactual(createRng(1), withEffects(effect), { top });
      return [mostHelped, mostHarmed];
    };
    expect(listed([1, 2, 1, 2], 2)).toEqual([
      [1, 3],
      [2, 0],
    ]);
    // What rounding alone tells apart is equal.
    expect(listed([0.3, 0.1 + 0.2, 0.1], 2)).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(listed([0.1 + 0.2, 0.3, 0.1], 2)).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(listed([1, 2, 3], 2)).toEqual([
      [2, 1],
      [0, 1],
    ]);
    // More than there are gives all of them, and none gives none.
    for (const top of [3, 4, 9])
      expect(listed([1, 2, 3], top)).toEqual([
        [2, 1, 0],
        [0, 1, 2],
      ]);
    expect(listed([1, 2, 3], 0)).toEqual([[], []]);
    const many = withEffects(Array.from({ length: 12 }, (_, e) => e));
    expect(summarizeCounterfactual(createRng(1), many).mostHelped).toEqual([11, 10, 9, 8, 7]);
  });
});
