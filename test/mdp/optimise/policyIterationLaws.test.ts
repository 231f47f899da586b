import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { NumericalError } from '../../../src/core/errors.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { choosableActions } from '../../../src/mdp/optimise/choosableActions.js';
import { firstChoices, modelChoices } from '../../../src/mdp/optimise/choices.js';
import { iterateChoices } from '../../../src/mdp/optimise/iterateChoices.js';
import {
  type PolicyIterationOptions,
  type PolicyIterationResult,
  policyIteration,
} from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { agreesWithEnumeration } from '../../support/agreesWithEnumeration.js';
import { loopyMdp } from '../../support/loopyMdp.js';

const discounts = fc.constantFrom(0.5, 0.9, 0.99, 0.999999, 1);

/** The answer, or undefined where there is none. */
function answerTo(mdp: Mdp, options: PolicyIterationOptions): PolicyIterationResult | undefined {
  try {
    return policyIteration(mdp, options);
  } catch (error) {
    if (error instanceof NumericalError) return undefined;
    throw error;
  }
}

describe('policyIteration on models with loops', () => {
  test.prop([loopyMdp(), discounts, fc.constantFrom('seen', 'all')], { numRuns: 1000 })(
    'finds what enumeration of all policies finds, or says where there is nothing to find',
    (mdp, discount, actions) => {
      expect(agreesWithEnumeration(mdp, discount, actions).fault).toBeUndefined();
    },
  );

  test.prop([loopyMdp(), fc.constantFrom(0.5, 0.9, 0.99, 0.999999)])(
    'always answers below discount 1, with its proof',
    (mdp, discount) => {
      const { relativeResidual, lossBound, bellmanResidual, withoutValue } = policyIteration(mdp, { discount });
      expect(relativeResidual).toBeLessThanOrEqual(1e-9);
      expect(lossBound).toBe(bellmanResidual / (1 - discount));
      expect(withoutValue).toEqual([]);
    },
  );

  test.prop([loopyMdp(), fc.constantFrom(0.5, 0.9, 0.99, 0.999)])(
    'comes to the same by loose rounds, as for large models, as by exact ones',
    (mdp, discount) => {
      const choices = modelChoices(mdp, choosableActions(mdp, 'all').choosable);
      const [loose, exact] = [true, false].map((by) =>
        iterateChoices(choices, discount, firstChoices(choices), 1000, by),
      );
      const scale = exact.value.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
      expect(loose.value).toBeAllClose(exact.value, { rtol: 0, atol: 1e-9 * scale });
    },
  );

  test.prop([loopyMdp(), discounts, fc.constantFrom(1e-12, 1e-9, 3, 1e12)])(
    'gives values in the unit of the rewards, and the same policy in any',
    (mdp, discount, unit) => {
      const plain = answerTo(mdp, { discount });
      const scaled = answerTo({ ...mdp, reward: mdp.reward.map((r) => r * unit) }, { discount });
      expect(scaled?.action).toEqual(plain?.action);
      if (!plain || !scaled) return;
      const scale = plain.stateValue.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
      expect(scaled.stateValue.map((v) => v / unit)).toBeAllClose(plain.stateValue, { rtol: 0, atol: 1e-9 * scale });
    },
  );

  test.prop([loopyMdp(), discounts])('prints the value of the policy that it writes', (mdp, discount) => {
    const answer = answerTo(mdp, { discount });
    if (!answer) return;
    const own = policyValue(mdp, answer.policy, { horizon: Infinity, discount });
    const scale = own.stateValue.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
    expect(answer.value).toBeAllClose(own.value, { rtol: 0, atol: 1e-9 * scale });
  });

  test('a state in which only what was never seen is possible is no end', () => {
    // State 0 can only do action 1, which nobody ever tried; action 0 was, in state 1.
    const mdp: Mdp = {
      nStates: 3,
      nActions: 2,
      rowStart: Uint32Array.of(0, 0, 1, 2, 2, 2, 2),
      nextState: Uint32Array.of(1, 2),
      probability: Float64Array.of(1, 1),
      reward: Float64Array.of(1, 1),
      initial: Float64Array.of(1, 0, 0),
      terminal: Uint8Array.of(0, 0, 1),
      outcomes: [
        { name: 'going on', reward: 0 },
        { name: 'ended', reward: 0 },
      ],
      outcome: Uint8Array.of(0, 0, 1),
      observed: Uint8Array.of(0, 0, 1, 0, 0, 0),
      source: {},
    };
    const { value, action, unseenStates } = policyIteration(mdp, { discount: 1 });
    expect([value, action[0], unseenStates]).toEqual([2, 1, [0]]);
  });

  test.prop([loopyMdp(), discounts])('chooses among the actions seen, and says where none was', (mdp, discount) => {
    const answer = answerTo(mdp, { discount });
    if (!answer) return;
    const { action, unseenStates, withoutValue } = answer;
    for (let s = 0; s < mdp.nStates; s++) {
      if (mdp.terminal[s] === 1) continue;
      const seen = mdp.observed?.subarray(s * mdp.nActions, (s + 1) * mdp.nActions);
      const none = seen !== undefined && !seen.includes(1);
      expect(unseenStates.includes(s)).toBe(none);
      if (seen && !none && !withoutValue.includes(s)) expect(seen[action[s]]).toBe(1);
    }
  });
});
