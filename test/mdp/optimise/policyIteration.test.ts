import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../../envs/registry.js';
import { denseValue } from '../../../src/mdp/evaluate/denseValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { actionValues, deterministicPolicy, policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { recurring } from '../../../src/mdp/recurring.js';
import { crc32 } from 'node:zlib';
import { smallMdp } from '../../support/generators.js';

/** State 0: action 0 stays and pays 1, action 1 ends and pays 3. Stay for ever is worth 1/(1 − discount). */
const stayOrLeave: Mdp = {
  nStates: 2,
  nActions: 2,
  rowStart: Uint32Array.of(0, 1, 2, 3, 4),
  nextState: Uint32Array.of(0, 1, 1, 1),
  probability: Float64Array.of(1, 1, 1, 1),
  reward: Float64Array.of(1, 3, 0, 0),
  initial: Float64Array.of(1, 0),
  terminal: Uint8Array.of(0, 1),
  outcomes: [
    { name: 'ongoing', reward: 0 },
    { name: 'left', reward: 3 },
  ],
  outcome: Uint8Array.of(0, 1),
  source: {},
};

describe('policyIteration', () => {
  test.each([
    { discount: 0.5, action: 1, value: 3 },
    { discount: 0.75, action: 0, value: 4 },
  ])('weighs staying against leaving at discount $discount', ({ discount, action, value }) => {
    const result = policyIteration(stayOrLeave, { discount });
    expect(result.action[0]).toBe(action);
    expect(result.value).toBeAllClose(value);
    expect(result.bellmanResidual).toBeLessThan(1e-12);
  });

  test('gives ties to the lowest action', () => {
    const tied = { ...stayOrLeave, reward: Float64Array.of(1.5, 3, 0, 0) };
    expect(policyIteration(tied, { discount: 0.5 }).action[0]).toBe(0);
  });

  test.prop([smallMdp(), fc.constantFrom(0.5, 0.9, 0.99)])(
    'is optimal: no action improves any state',
    (mdp, discount) => {
      const { stateValue, action } = policyIteration(mdp, { discount });
      const q = actionValues(mdp, stateValue, discount);
      for (let s = 0; s < mdp.nStates; s++) {
        if (mdp.terminal[s] === 1) continue;
        const row = Array.from(q.subarray(s * mdp.nActions, (s + 1) * mdp.nActions));
        expect(row[action[s]]).toBeAllClose(Math.max(...row), { atol: 2e-9 });
        expect(stateValue[s]).toBeAllClose(Math.max(...row), { atol: 2e-9 });
      }
    },
  );

  test.prop([smallMdp()], { numRuns: 30 })('has the value that a dense solve gives its policy', async (mdp) => {
    const result = policyIteration(mdp, { discount: 0.9 });
    const dense = await denseValue(mdp, deterministicPolicy(mdp, result.action), 0.9);
    expect(result.stateValue).toBeAllClose(dense, { rtol: 1e-9, atol: 1e-9 });
  });

  test('finds the published physician policy, in both forms', () => {
    // Checksums of the 1,440 greedy actions as bytes, computed independently of this code.
    const model = createEnv('sepsis').exactModel!();
    expect(crc32(Uint8Array.from(policyIteration(recurring(model)).action))).toBe(336133896);
    expect(crc32(Uint8Array.from(policyIteration(model).action))).toBe(4143570893);
  });

  test('says what is wrong with a discount', () => {
    expect(() => policyIteration(stayOrLeave, { discount: 1.5 })).toThrow(/policyIteration: discount: .*got 1.5/);
  });

  test('does not run for ever', () => {
    expect(() => policyIteration(stayOrLeave, { discount: 0.75, maxIterations: 1, tieTolerance: 0 })).not.toThrow();
    expect(() => policyIteration(stayOrLeave, { discount: 0.5, maxIterations: 1 })).toThrow(
      'policyIteration: must converge within 1 iterations, but did not - raise maxIterations',
    );
  });

  test('an undiscounted process that never ends has no value', () => {
    const policy = deterministicPolicy(stayOrLeave, [0, 0]);
    expect(() => policyValue(stayOrLeave, policy, { discount: 1, horizon: Infinity })).toThrow(
      /with discount 1 every run must end .*got state 0, .* a step earns 1 on average/,
    );
  });
});
