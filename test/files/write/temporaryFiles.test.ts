import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTemporaryFolder, removeTemporaries, watchTemporaries } from '../../../src/files/write/temporaryFiles.js';

it('takes a folder and all that is in it away at the end, and when the process is to end', async () => {
  const counts: number[] = [];
  watchTemporaries((count) => counts.push(count));
  try {
    const filled = async (): ReturnType<typeof openTemporaryFolder> => {
      const folder = await openTemporaryFolder('couplet-test-');
      mkdirSync(join(folder.path, 'spilled'));
      writeFileSync(join(folder.path, 'spilled', 'rows'), 'rows');
      return folder;
    };
    const one = await filled();
    await one.remove();
    expect([existsSync(one.path), counts]).toEqual([false, [1, 0]]);
    const other = await filled();
    let stopped = '';
    const written = await openTemporaryFolder('couplet-test-', () => {
      stopped = existsSync(written.path) ? 'before' : 'after';
    });
    removeTemporaries();
    expect([stopped, existsSync(written.path)]).toEqual(['before', false]);
    expect(existsSync(other.path)).toBe(false);
    await other.remove();
    await written.remove();
    expect(counts).toEqual([1, 0, 1, 2, 0, 0]);
  } finally {
    watchTemporaries(() => undefined);
  }
});
