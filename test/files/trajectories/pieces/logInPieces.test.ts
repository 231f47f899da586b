import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { provenance } from '../../../../src/files/provenance.js';
import { logInPieces, type LogInPiecesOptions } from '../../../../src/files/trajectories/pieces/logInPieces.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { writtenRows } from '../../../../src/files/trajectories/rows/writtenRows.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { loggedProblem } from '../../../support/opeOracle/generators.js';
import { temporaryFolder } from '../../temporaryFolder.js';
import { messyCsv } from '../text/csv/messyCsv.js';

const at = temporaryFolder();
const HEAD = 'episode,t,state,action,reward,next_state,terminated\n';

interface Read {
  readonly about: unknown;
  readonly rows: readonly unknown[];
}

const about = ({ nStates, nActions, source }: Pick<Trajectories, 'nStates' | 'nActions' | 'source'>): unknown => ({
  ...{ nStates, nActions, source },
});

async function whole(path: string, options = {}): Promise<Read> {
  const log = await readTrajectories(path, options);
  return { about: about(log), rows: [...writtenRows(log)] };
}

async function inPieces(path: string, { pieceRows = 1, ...options }: LogInPiecesOptions = {}): Promise<Read> {
  const log = await logInPieces(path, path.includes('.csv') ? 'csv' : 'jsonl', { pieceRows, ...options });
  const rows: unknown[] = [];
  for await (const piece of log.logs()) {
    expect(about(piece)).toEqual(about(log));
    rows.push(...writtenRows(piece));
  }
  expect(log.nSteps).toBe(rows.length);
  return { about: about(log), rows };
}

const orMessage = async (read: Promise<Read>): Promise<Read | string> =>
  read.catch((error: unknown) => {
    if (error instanceof DataError) return error.message;
    throw error;
  });

describe('logInPieces', () => {
  it('gives what the whole reader gives, or its message, of rows that are together', async () => {
    const counts = { logs: 0, messages: 0, others: 0, apart: 0 };
    await fc.assert(
      fc.asyncProperty(messyCsv(), fc.integer({ min: 1, max: 9 }), async (text, pieceRows) => {
        await writeFile(at('log.csv'), text);
        const expected = await orMessage(whole(at('log.csv')));
        const got = await orMessage(inPieces(at('log.csv'), { pieceRows }));
        if (typeof got === 'string' && got.includes('must have its rows together')) counts.apart++;
        else if (typeof expected !== 'string') {
          expect(got).toEqual(expected);
          counts.logs++;
        } else if (got === expected) counts.messages++;
        else {
          // Of two faults the other one is met first.
          expect(got).toEqual(expect.any(String));
          counts.others++;
        }
      }),
      { numRuns: 70 },
    );
    expect(Math.min(counts.logs, counts.messages)).toBeGreaterThan(10);
    expect(counts.others + counts.apart).toBeLessThan(12);
  });

  it('reads our own files once, packed or not, as CSV and JSON lines', async () => {
    await fc.assert(
      fc.asyncProperty(loggedProblem({ maxEpisodes: 8 }), fc.boolean(), async ({ trajectories }, isNamed) => {
        const names = Array.from({ length: trajectories.nEpisodes }, (_, e) => `p${7 * e}`);
        const log = isNamed ? { ...trajectories, episodeId: names } : trajectories;
        for (const name of ['log.csv', 'log.jsonl']) {
          await writeTrajectories(at(name), log, provenance('test', { seed: 1 }));
          const expected = { about: about(log), rows: [...writtenRows(log)] };
          expect(await inPieces(at(name), { pieceRows: 3 })).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('finds ends, sizes and from where t counts in all of a file', async () => {
    const late = `${HEAD}p,1,0,0,1,3,1\nq,1,3,1,0,4,1\nr,1,0,2,-1,,1\ns,1,1,0,0,,0\n`;
    await writeFile(at('late.csv.gz'), gzipSync(late));
    const expected = await whole(at('late.csv.gz'));
    expect(expected.about).toMatchObject({ nStates: 7, nActions: 3 });
    expect(await inPieces(at('late.csv.gz'))).toEqual(expected);
  });

  it.each([
    ['sizes', '{"nSteps":3,"source":{}}', {}],
    ['ends', '{"nSteps":3,"nStates":4,"nActions":3,"source":{}}', { endsTerminate: true }],
  ])('reads a file of ours through where it does not say its %s', async (_, header, options) => {
    const text = `# couplet ${header}\n${HEAD}p,0,0,0,1,3,1\nq,0,1,2,0,2,0\nr,0,0,1,0,2,1\n`;
    await writeFile(at('own.csv'), text);
    expect(await inPieces(at('own.csv'), options)).toEqual(await whole(at('own.csv'), options));
  });

  it('numbers states and actions by all of a file', async () => {
    await writeFile(at('names.csv'), `${HEAD}p,0,well,b,1,ill,0\np,1,ill,a,1,dead,1\nq,0,fine,b,0,well,1\n`);
    const options = { numberStates: true, numberActions: true };
    expect(await inPieces(at('names.csv'), options)).toEqual(await whole(at('names.csv'), options));
  });

  it.each([
    [
      'rows that are apart',
      `${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0\na,1,1,1,0,1,0\n`,
      /:4: episode must have its rows together, got 'a' .* couplet aggregate --sort does/,
    ],
    [
      'a number in a later piece',
      `${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0\nc,0,0,1,x,1,0\n`,
      /:4: reward must be a finite number, got 'x'/,
    ],
    [
      'a step that is missing in a later piece',
      `${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0\nb,2,1,1,0,1,0\n`,
      /:4: t must count from 0 without gaps, got 2 of episode 'b'/,
    ],
    [
      'an episode that counts from another number than those before',
      `${HEAD}a,1,0,1,0,1,0\nb,0,0,1,0,1,0\n`,
      /:3: t must count from 1 without gaps, got 0 of episode 'b'/,
    ],
    ['an empty file', '', /must hold at least one step, got an empty file/],
    [
      'a file of ours that lacks an episode',
      `# couplet {"nStates":2,"nActions":2,"nEpisodes":3,"nSteps":3,"source":{}}\n${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0\n`,
      /must hold the 3 episodes and 3 steps of its first line, got 2 and 2/,
    ],
    [
      'a file of ours that is cut',
      `# couplet {"nStates":2,"nActions":2,"source":{}}\n${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0`,
      /:4: the last line must end in a line break/,
    ],
  ])('refuses %s', async (_, text, message) => {
    await writeFile(at('wrong.csv'), text);
    await expect(inPieces(at('wrong.csv'))).rejects.toThrow(message);
  });

  it('checks its options', async () => {
    await expect(logInPieces('log.csv', 'csv', { nStates: 0 })).rejects.toThrow('nStates must be an integer ≥ 1');
  });
});
