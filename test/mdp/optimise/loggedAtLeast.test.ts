import { describe, expect, it } from 'vitest';
import { fit } from '../../../src/fit/fit.js';
import { loggedAtLeast } from '../../../src/mdp/optimise/loggedAtLeast.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';
import { without } from '../../trajectories/without.js';

/** In state 0 action 0 was tried twice and paid 1, action 1 once and paid 9; in state 1 action 1 alone, once. */
const { mdp } = fit(
  logOfRuns(3, 2, [[[0, 0, 1, 2]], [[0, 0, 1, 2]], [[0, 1, 9, 2]], [[1, 1, 0, 2]]]), // prettier-ignore
  undefined,
);

describe('loggedAtLeast', () => {
  it('leaves out what was tried less often, but not all that a state has', () => {
    expect(Array.from(policyIteration(mdp).action.slice(0, 2))).toEqual([1, 1]);
    const often = loggedAtLeast(mdp, 2);
    expect(Array.from(often.observed!.slice(0, 4))).toEqual([1, 0, 0, 1]);
    expect(Array.from(policyIteration(often).action.slice(0, 2))).toEqual([0, 1]);
    expect(loggedAtLeast(mdp, 1).observed).toEqual(mdp.observed);
    expect(loggedAtLeast(mdp, 3).observed).toEqual(mdp.observed);
  });

  it('refuses counts that are none, and models that do not have them', () => {
    for (const cases of [0, 1.5, NaN]) expect(() => loggedAtLeast(mdp, cases)).toThrow(/minCount must be an integer/);
    expect(() => loggedAtLeast(without(mdp, 'visits'), 2)).toThrow(/visits/);
  });
});
