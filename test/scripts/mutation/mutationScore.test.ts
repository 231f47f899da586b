import { expect, it } from 'vitest';
import { mutationScore } from '../../../scripts/mutation/mutationScore.js';

it('counts what failed, threw or did not end as seen, and leaves out what was not tried', () => {
  const statuses = ['Killed', 'Killed', 'Timeout', 'RuntimeError', 'Survived', 'NoCoverage', 'Ignored'] as const;
  expect(mutationScore(statuses.map((status) => ({ status })))).toEqual({
    seen: 4,
    survived: 1,
    uncovered: 1,
    ignored: 1,
    score: 4 / 6,
  });
});

it('has no score where nothing was tried', () => {
  expect(mutationScore([{ status: 'Ignored' }]).score).toBeUndefined();
});
