import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { dirichletRows } from '../../../src/counterfactual/refit/dirichletRows.js';
import { fit } from '../../../src/fit/fit.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { hoeffdingBound } from '../../support/statistics.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';

/** From 0 by action 0 three of four times to the end 1, else to the end 2; by action 1 once to 1. */
const { mdp } = fit(
  logOfRuns(3, 2, [[[0, 0, 1, 1]], [[0, 0, 1, 1]], [[0, 0, 1, 1]], [[0, 0, -1, 2]], [[0, 1, 1, 1]]]),
  undefined,
);

/** Shape (draws): the probability of an entry. */
function draws(model: Mdp, entry: number, n: number): number[] {
  return Array.from({ length: n }, (_, b) => dirichletRows(createRng(4).fork(b), model).probability[entry]);
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('dirichletRows', () => {
  it('draws rows, and keeps what has one successor', () => {
    const drawn = dirichletRows(createRng(1), mdp);
    checkMdp(drawn);
    expect(drawn.probability[0] + drawn.probability[1]).toBeAllClose(1);
    expect(drawn.probability[0]).not.toBe(0.75);
    expect([...drawn.probability.subarray(2)]).toEqual([...mdp.probability.subarray(2)]);
  });

  // Of Beta(3, 1): mean 3/4, mean square 3/5.
  it('has the mean and the spread of the cases', () => {
    const n = 5000;
    const sample = draws(mdp, 0, n);
    const bound = hoeffdingBound(n, 1, 1e-6, 2);
    expect(Math.abs(mean(sample) - 0.75)).toBeLessThan(bound);
    expect(Math.abs(mean(sample.map((p) => p * p)) - 0.6)).toBeLessThan(bound);
  });

  // One case and an imaginary death: Beta(1, 1), mean square 1/3; of one case in all it would be 3/8.
  it('counts imaginary cases and pseudo-counts', () => {
    const n = 20_000;
    const bound = hoeffdingBound(n, 1, 1e-6, 2);
    const sample = draws(mixWorst(mdp, 1), 2, n);
    expect(Math.abs(mean(sample.map((p) => p * p)) - 1 / 3)).toBeLessThan(bound);
    const log = logOfRuns(3, 1, [[[0, 0, 1, 1]], [[0, 0, -1, 2]]]);
    const few = draws(fit(log, undefined, { prior: { concentration: 18 } }).mdp, 0, n);
    // Beta(10, 10): mean square 10·11/(20·21).
    expect(Math.abs(mean(few.map((p) => p * p)) - 11 / 42)).toBeLessThan(bound);
  });

  // Of 0.001 pseudo-counts half of the draws are too small for numbers, all of a row together.
  it('draws rows of hardly any pseudo-count', () => {
    const log = logOfRuns(3, 1, [[[0, 0, 1, 1]], [[0, 0, -1, 2]]]);
    const { mdp: fitted } = fit(log, undefined, { prior: { concentration: 0.001 } });
    const unseen = { ...fitted, visits: new Uint32Array(fitted.visits!.length) };
    const sample = Array.from({ length: 100 }, (_, b) => dirichletRows(createRng(5).fork(b), unseen));
    for (const drawn of sample) checkMdp(drawn);
    const first = sample.map(({ probability }) => probability[0]);
    // Nearly all of the mass is on one successor: 1/2 of the draws each, within 6 standard errors.
    expect(Math.abs(mean(first) - 0.5)).toBeLessThan(6 * 0.05);
  });

  it('refuses a model without its cases', () => {
    const exact = { ...mdp, visits: undefined as never };
    expect(() => dirichletRows(createRng(1), exact)).toThrow(
      /^dirichletRows: .*\(visits\), got none - fit it to a log/,
    );
  });
});
