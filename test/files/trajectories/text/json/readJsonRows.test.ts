import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadTrajectoriesOptions } from '../../../../../src/files/trajectories/readOptions.js';
import { jsonReader } from '../../../../../src/files/trajectories/text/json/readJsonRows.js';
import { ODD_VALUES, messyJson } from './messyJson.js';
import { parsedJson } from './parsedJson.js';
import { inChunks, pieces, whole } from '../readings.js';

const options = (): fc.Arbitrary<ReadTrajectoriesOptions> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<ReadTrajectoriesOptions>(
        ...[{ numberSteps: true }, { numberStates: true }, { numberActions: true }, { nStates: 3 }],
        ...([{ nActions: 2, rounding: 1e-2 }, { emptyReward: 0 }, { propensity: false }, { outcome: 'note' }] as const),
      ),
    },
  );

describe('jsonReader', () => {
  it('reads what JSON.parse of each line reads, with the same messages, whatever the chunks', async () => {
    let [logs, messages] = [0, 0];
    await fc.assert(
      fc.asyncProperty(messyJson(), options(), fc.integer({ min: 1, max: 300 }), async (text, asked, size) => {
        const expected = await whole(parsedJson('reward'), inChunks(text, 1e6), asked);
        for (const length of [1, size, 1e6])
          expect(await whole(jsonReader('reward'), inChunks(text, length), asked)).toEqual(expected);
        if (typeof expected === 'string') messages++;
        else logs++;
      }),
      { numRuns: 120 },
    );
    expect(Math.min(logs, messages)).toBeGreaterThan(20);
  });

  it('reads the same rows where they are taken in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(messyJson(), fc.integer({ min: 1, max: 200 }), async (text, size) => {
        const expected = await pieces(parsedJson('reward'), inChunks(text, 1e6));
        expect(await pieces(jsonReader('reward'), inChunks(text, size))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['episode', 'state', 'reward', 'terminated', 'note'])(
    'takes every odd value in the field %s for what JSON.parse takes it for',
    async (key) => {
      const row = (t: number, value?: string): string => {
        const plain = {
          episode: '"a"',
          t,
          state: t,
          action: 0,
          reward: 1,
          next_state: t + 1,
          terminated: 0,
          note: '"x"',
        };
        const members = Object.entries({ ...plain, ...(value !== undefined && { [key]: value }) });
        return `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}\n`;
      };
      for (const value of ODD_VALUES) {
        const text = row(0) + row(1) + row(2, value) + row(3);
        const expected = await pieces(parsedJson('reward'), inChunks(text, 1e6));
        expect([value, await pieces(jsonReader('reward'), inChunks(text, 1e6))]).toEqual([value, expected]);
      }
    },
  );

  it('knows the episode of a plain line after one that is not', async () => {
    const line = (name: string, t: string): string =>
      `{"episode":"${name}","t":${t},"state":0,"action":0,"reward":1,"next_state":0,"terminated":0}\n`;
    const text = line('a', '0') + line('a', '1') + line('b', '0.0') + line('a', '2');
    const expected = await whole(parsedJson('reward'), inChunks(text, 1e6), {});
    expect(expected).toMatchObject({ log: { episodeStart: Uint32Array.of(0, 3, 4) } });
    expect(await whole(jsonReader('reward'), inChunks(text, 1e6), {})).toEqual(expected);
  });

  it('takes numbers and texts for the same names as JSON.parse does', async () => {
    const line = (name: string, t: number): string =>
      `{"episode":${name},"t":${t},"state":0,"action":0,"reward":1,"next_state":0,"terminated":false}\n`;
    const text = [
      line('"a"', 0),
      line('7', 0),
      line('"7"', 1),
      line('123456789012345', 0),
      line('"é"', 0),
      line('"\\u0041"', 0),
    ].join('');
    const expected = await whole(parsedJson('reward'), inChunks(text, 1e6), {});
    expect(expected).toMatchObject({ log: { episodeId: ['a', '7', '123456789012345', 'é', 'A'] } });
    expect(await whole(jsonReader('reward'), inChunks(text, 1e6), {})).toEqual(expected);
  });
});
