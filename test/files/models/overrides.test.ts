import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { readOverrides } from '../../../src/files/index.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';

const folder = emptyFolder();
const written = (content: unknown): string => {
  const file = join(folder, 'what-if.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('readOverrides', () => {
  it('reads rows, rewards and the start as they are written', async () => {
    const changes = {
      rows: [{ state: 'weak', action: 0, to: { better: 0.5, dead: 0.5 }, pays: { dead: -1 } }],
      rewards: [{ next: 'dead', reward: -9 }],
      start: { 0: 1 },
    };
    expect(await readOverrides(written(changes))).toEqual(changes);
  });

  it.each([
    [{}, /what-if\.json: must change something, got none of rows, rewards, start$/],
    [{ row: [] }, /what-if\.json: must be valid \(Unrecognized key: "row"\)/],
    [{ rewards: [{ next: 'dead', reward: '-9' }] }, /'rewards\.0\.reward' must be valid \(expected number\), got '-9'/],
    [
      { rows: [{ state: 0, action: 0, to: { 1: null } }] },
      /'rows\.0\.to\.1' must be valid \(expected number\), got null/,
    ],
    ['[]', /what-if\.json: must be a JSON object/],
  ])('refuses %j', async (content, message) => {
    await expect(readOverrides(written(content))).rejects.toThrow(DataError);
    await expect(readOverrides(written(content))).rejects.toThrow(message);
  });
});

describe('--override', () => {
  const run = (content: unknown): ReturnType<typeof commandRun> => {
    written(content);
    return commandRun(folder, ['value', '--env=chain', '--policy=uniform', '--override=what-if.json']);
  };

  it('says what it changes, and where a change cannot be made', async () => {
    expect((await run({ rewards: [{ reward: 2 }], start: { 0: 1 } })).stderr).toMatch(
      /^what if: what-if\.json changes 1 reward, the start$/m,
    );
    expect(await run({ start: { 0: 0.5 } })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^couplet: what-if\.json: start: probabilities must sum to 1, got 0\.5 - divide them by their sum$/m,
      ) as string,
    });
  });
});
