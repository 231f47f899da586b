import { expect, it } from 'vitest';
import { adviceChanges } from '../../../src/honest/improve/adviceChanges.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { recordOf } from './recordOf.js';

it('tells what an advice would have changed, the most frequent change first', () => {
  const record = recordOf([
    [6, 4, 0],
    [20, 5, 5],
    [0, 0, 0],
  ]);
  const advice = identityAdvice(3, 3);
  advice.probability.set([0.2, 0.2, 0.6], 1 * 3);
  advice.probability.set([0, 1, 0], 2 * 3);
  advice.probability.set([1, 0, 0], (3 + 2) * 3);
  advice.probability.set([1, 0, 0], (6 + 2) * 3);
  expect(adviceChanges(record, advice)).toEqual({
    decisions: 40,
    replaced: 4 * 0.8 + 5,
    neverSeen: 1,
    changes: [
      {
        state: 1,
        choice: 2,
        visits: 30,
        cases: 5,
        usual: 0,
        usualCases: 20,
        kept: 0,
        instead: [{ action: 0, probability: 1 }],
      },
      {
        state: 0,
        choice: 1,
        visits: 10,
        cases: 4,
        usual: 0,
        usualCases: 6,
        kept: 0.2,
        instead: [
          { action: 2, probability: 0.6 },
          { action: 0, probability: 0.2 },
        ],
      },
    ],
  });
});
