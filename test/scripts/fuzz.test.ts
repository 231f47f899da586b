import { expect, it } from 'vitest';
import { runFuzz } from '../../scripts/fuzz/runFuzz.js';
import { subjects } from '../../scripts/fuzz/subjects.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

const at = temporaryFolder();

it('every reader takes 2,000 damaged files for what they are, or refuses them', async () => {
  const folder = at('.');
  const { faults, counts } = await runFuzz(folder, await subjects(folder), { seed: 20261126, count: 2000 });
  expect(faults).toEqual([]);
  for (const outcomes of Object.values(counts)) expect(outcomes.refused).toBeGreaterThan(0);
});
