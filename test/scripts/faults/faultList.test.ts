import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { faultList } from '../../../scripts/faults/faultList.js';
import { locate } from '../../../scripts/faults/locate.js';

it('holds faults that can all be made, each of a name of its own', async () => {
  const { stale } = await locate(fileURLToPath(new URL('../../..', import.meta.url)), faultList);
  expect(stale).toEqual([]);
  expect(new Set(faultList.map(({ id }) => id)).size).toBe(faultList.length);
});
