import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadTrajectoriesOptions } from '../../../../../src/files/trajectories/readOptions.js';
import { csvReader } from '../../../../../src/files/trajectories/text/csv/readCsvRows.js';
import { messyCsv } from './messyCsv.js';
import { parsedRows } from './parsedRows.js';
import { inChunks, pieces, whole } from '../readings.js';

const HEAD = 'episode,t,state,action,reward,next_state,terminated';

const options = (): fc.Arbitrary<ReadTrajectoriesOptions> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 6,
      arbitrary: fc.constantFrom<ReadTrajectoriesOptions>(
        { numberSteps: true },
        { numberStates: true },
        { numberActions: true },
        { nStates: 3 },
        { nActions: 2, rounding: 1e-2 },
        { emptyReward: 0 },
        { propensity: false },
        { decimal: ',' },
        { decimal: '.' },
        { separator: ';' },
        { outcome: 'note' },
      ),
    },
  );

describe('csvReader', () => {
  it('reads what the parser of CSV alone reads, with the same messages, whatever the chunks', async () => {
    let [logs, messages] = [0, 0];
    await fc.assert(
      fc.asyncProperty(messyCsv(), options(), fc.integer({ min: 1, max: 300 }), async (text, asked, size) => {
        const { separator, decimal } = asked;
        const expected = await whole(parsedRows({ separator, decimal }), inChunks(text, 1e6), asked);
        for (const length of [1, size, 1e6])
          expect(await whole(csvReader({ separator, decimal }), inChunks(text, length), asked)).toEqual(expected);
        if (typeof expected === 'string') messages++;
        else logs++;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(logs, messages)).toBeGreaterThan(50);
  });

  it('reads the same rows where they are taken in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(messyCsv(), fc.integer({ min: 1, max: 200 }), async (text, size) => {
        const plain = { separator: undefined, decimal: undefined };
        const expected = await pieces(parsedRows(plain), inChunks(text, 1e6));
        expect(await pieces(csvReader(plain), inChunks(text, size))).toEqual(expected);
      }),
      { numRuns: 120 },
    );
  });

  it('may be cut anywhere', async () => {
    const text = `\n${HEAD},note\r\na,0,0,1,-0.5,1,0,é\n\na,1,1,0,1e-3,2,1,"x, y"\n"b",0,2,1,+1.25,0,0,"two\r\nlines"\nb,1,0,0,.5,1,1,`;
    const plain = { separator: undefined, decimal: undefined };
    const expected = await whole(parsedRows(plain), inChunks(text, 1e6), {});
    expect(expected).toMatchObject({ log: { nEpisodes: 2, reward: Float64Array.of(-0.5, 1e-3, 1.25, 0.5) } });
    for (let first = 0; first <= Buffer.byteLength(text); first++)
      expect(await whole(csvReader(plain), inChunks(text, 1e6, first), {})).toEqual(expected);
  });

  it('knows the episode of a plain line after one that is not', async () => {
    const text = `${HEAD}\na,0,0,0,0,1,0\nb,1,1,,,,1\nb,0,0,0,2,1,0\n`;
    const plain = { separator: undefined, decimal: undefined };
    const expected = await whole(parsedRows(plain), inChunks(text, 1e6), {});
    expect(expected).toMatchObject({ log: { nEpisodes: 2, reward: Float64Array.of(0, 2) } });
    expect(await whole(csvReader(plain), inChunks(text, 1e6), {})).toEqual(expected);
  });

  it.each([
    ['a plain line after blank ones', `${HEAD}\n\n\r\na,0,0,0,0,x,1\n`, 4],
    ['a line after a break between quotes', `${HEAD},note\na,0,0,0,0,1,0,"two\nlines"\na,1,0,0,0,x,1,\n`, 4],
    ['a quote that is never closed, after blank lines', `${HEAD}\na,0,0,0,0,1,1\n\n"b,0,0,0,0,1,1\n`, 3],
  ])('names the line of %s', async (_, text, line) => {
    const plain = { separator: undefined, decimal: undefined };
    const message = await whole(csvReader(plain), inChunks(text, 1e6), {});
    expect(message).toEqual(expect.stringContaining(`log.csv:${line}: `));
    expect(await whole(parsedRows(plain), inChunks(text, 1e6), {})).toBe(message);
  });
});
