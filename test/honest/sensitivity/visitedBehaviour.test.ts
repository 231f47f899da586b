import { describe, expect, it } from 'vitest';
import { visitedBehaviour } from '../../../src/honest/sensitivity/visitedBehaviour.js';
import { fit } from '../../../src/fit/fit.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { checkPolicyFits } from '../../../src/mdp/checkPolicyFits.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';
import { without } from '../../trajectories/without.js';

/** Of four runs from state 0 three took action 1; state 1 is an end. */
const log = logOfRuns(
  2,
  2,
  [0, 1, 1, 1].map((action) => [[0, action, 1, 1]] as const),
);
const { mdp } = fit(log, undefined);

describe('visitedBehaviour', () => {
  it('is the shares of choices, and all alike where there are none', () => {
    expect(visitedBehaviour(mdp).probability).toEqual(Float64Array.of(0.25, 0.75, 0.5, 0.5));
    expect(visitedBehaviour(mixWorst(mdp, 1)).probability.slice(0, 2)).toEqual(Float64Array.of(0.25, 0.75));
  });

  it('takes no action that is not possible', () => {
    // From both states that go on only action 1 is possible; nothing was logged.
    const narrow: Mdp = {
      ...mdp,
      rowStart: Uint32Array.of(0, 0, 1, 1, 2),
      nextState: Uint32Array.of(1, 1),
      probability: Float64Array.of(1, 1),
      reward: new Float64Array(2),
      terminal: new Uint8Array(2),
      visits: new Uint32Array(4),
    };
    const found = visitedBehaviour(narrow);
    expect(found.probability).toEqual(Float64Array.of(0, 1, 0, 1));
    expect(() => {
      checkPolicyFits(found, narrow);
    }).not.toThrow();
  });

  it('refuses a model that counts no cases', () => {
    expect(() => visitedBehaviour(without(mdp, 'visits'))).toThrow(/visitedBehaviour: the model must hold how many/);
  });
});
