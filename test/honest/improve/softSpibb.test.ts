import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceShare } from '../../../src/honest/improve/choiceRecord.js';
import { softSpibb } from '../../../src/honest/improve/softSpibb.js';
import { checkPolicy } from '../../../src/mdp/policy.js';
import { recordOf } from './recordOf.js';

describe('softSpibb', () => {
  it('moves mass from the worst action to the best gain for its error until the budget is spent', () => {
    // Errors 1/8, 1/4 and 1/2. From action 2, whose Q is least, to 0: (1 − 0)/(.5 + .125) = 1.6; to 1: 1.2/.75 = 1.6.
    const record = recordOf([[64, 16, 4]], { pairReturn: [1.01, 1.2, 0], nEpisodes: 100 });
    const moved = 0.01 / 0.625;
    expect(softSpibb(record).probability).toBeAllClose([64 / 84 + moved, 16 / 84, 4 / 84 - moved], { rtol: 1e-12 });
  });

  it('goes on to the next action with what is left of the budget', () => {
    const record = recordOf([[100, 100, 1]], { pairReturn: [2, 1, 0], nEpisodes: 100 });
    // All of 1/201 costs 1.1 times that; the rest of .01 moves from action 1 to 0 at a cost of .2.
    const left = 0.01 - 1.1 / 201;
    expect(softSpibb(record).probability).toBeAllClose([101 / 201 + left / 0.2, 100 / 201 - left / 0.2, 0], {
      rtol: 1e-12,
    });
  });

  it('never overspends, never lowers the mean of Q, never takes what was not seen', () => {
    const cases = fc.array(fc.nat({ max: 40 }), { minLength: 4, maxLength: 4 });
    const returns = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(cases, returns, fc.integer({ min: 1, max: 1000 }), (n, pairReturn, nEpisodes) => {
        const record = recordOf([n], { pairReturn, nEpisodes });
        const policy = softSpibb(record);
        checkPolicy(policy);
        if (record.visits[0] === 0) {
          expect(policy.undefinedRows).toEqual(Uint8Array.of(1));
          return;
        }
        const change = Array.from(policy.probability, (p, a) => p - choiceShare(record, 0, a));
        const spent = change.reduce((sum, c, a) => sum + (n[a] > 0 ? Math.abs(c) / Math.sqrt(n[a]) : 0), 0);
        expect(spent).toBeLessThanOrEqual(0.1 / Math.sqrt(nEpisodes) + 1e-12);
        expect(change.reduce((sum, c, a) => sum + c * pairReturn[a], 0)).toBeGreaterThanOrEqual(-1e-12);
        change.forEach((c, a) => {
          if (n[a] === 0) expect(c).toBe(0);
        });
      }),
    );
  });
});
