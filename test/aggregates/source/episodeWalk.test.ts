import { describe, expect, it } from 'vitest';
import { type EpisodeVisitor, walkEpisodes } from '../../../src/aggregates/source/episodeWalk.js';
import type { StepSource, StepChunk } from '../../../src/aggregates/source/stepSource.js';

interface Row {
  readonly name: string;
  readonly t: number;
  readonly s: number;
  readonly next: number;
  readonly over?: number;
  readonly a?: number;
  readonly r?: number;
  readonly p?: number;
}

/** A chunk of rows, each a run of its own unless it goes on with the one before. */
function chunk(file: string, rows: readonly Row[]): StepChunk {
  const starts = rows.flatMap((row, i) => (i === 0 || rows[i - 1].name !== row.name ? [i] : []));
  return {
    file,
    names: starts.map((i) => rows[i].name),
    start: [...starts, rows.length],
    t: Int32Array.from(rows, (row) => row.t),
    state: Int32Array.from(rows, (row) => row.s),
    action: Int32Array.from(rows, (row) => row.a ?? 0),
    reward: Float64Array.from(rows, (row) => row.r ?? 0),
    nextState: Int32Array.from(rows, (row) => row.next),
    terminated: Uint8Array.from(rows, (row) => row.over ?? 0),
    propensity: Float64Array.from(rows, (row) => row.p ?? 1),
  };
}

async function told(...chunks: readonly StepChunk[]): Promise<string[]> {
  const source: StepSource = {
    ...{ name: 'log', nStates: 3, nActions: 2, source: {}, hasPropensity: true },
    chunks: () => chunks,
  };
  const heard: string[] = [];
  const visitor: EpisodeVisitor = {
    begin: (name) => heard.push(`begin ${name}`),
    steps: (_, first, end, t) => heard.push(`${end - first} from t ${t}`),
    end: () => heard.push('end'),
  };
  await walkEpisodes(source, [visitor]);
  return heard;
}

const [a0, a1, b0] = [
  { name: 'a', t: 0, s: 0, next: 1 },
  { name: 'a', t: 1, s: 1, next: 2 },
  { name: 'b', t: 0, s: 0, next: 0 },
];

describe('walkEpisodes', () => {
  it('tells of episodes that chunks cut', async () => {
    expect(await told(chunk('x', [a0]), chunk('x', [a1, b0]))).toEqual([
      ...['begin a', '1 from t 0', '1 from t 1', 'end'],
      ...['begin b', '1 from t 0', 'end'],
    ]);
    expect(await told()).toEqual([]);
  });

  it('tells an episode of a name from one of the same name in another file, and follows one into it', async () => {
    expect(await told(chunk('x', [b0]), chunk('y', [b0]))).toEqual([
      ...['begin b', '1 from t 0', 'end'],
      ...['begin b', '1 from t 0', 'end'],
    ]);
    expect(await told(chunk('x', [a0]), chunk('y', [a1]))).toEqual(['begin a', '1 from t 0', '1 from t 1', 'end']);
  });

  it('refuses rows that are apart, in another order, or twice', async () => {
    const message = 'rows of an episode must be adjacent, with t from 0 in steps of 1, got t';
    await expect(told(chunk('x', [a0, b0, a1]))).rejects.toThrow(`x: episode a, t 1: ${message} 1 where 0 must come`);
    await expect(told(chunk('x', [a0, b0, a1]))).rejects.toThrow(
      'sort the log by episode and t, as couplet aggregate --sort does',
    );
    await expect(told(chunk('x', [a1, a0]))).rejects.toThrow(`x: episode a, t 1: ${message} 1 where 0 must come`);
    await expect(told(chunk('x', [b0]), chunk('x', [b0]))).rejects.toThrow(
      `x: episode b, t 0: ${message} 0 where 1 must come`,
    );
  });

  it('refuses rows that do not join up, and what is out of range', async () => {
    const bad = async (rows: readonly Row[], message: string): Promise<void> => {
      await expect(told(chunk('x', rows))).rejects.toThrow(`x: episode a, ${message}`);
      // Nor where a chunk is cut between them.
      await expect(told(...rows.map((row) => chunk('x', [row])))).rejects.toThrow(`x: episode a, ${message}`);
    };
    await bad([{ ...a0, next: 2 }, a1], 't 0: next state must be the state of the next step (1), got 2');
    await bad([{ ...a0, over: 1 }, a1], 't 0: terminated must be 1 on the last row of an episode alone');
    await bad([{ ...a0, over: 2 }], 't 0: terminated must be 0 or 1, got 2');
    await bad([{ ...a0, s: 3 }], 't 0: state must be from 0 to 2, got 3');
    await bad([{ ...a0, a: -1 }], 't 0: action must be from 0 to 1, got -1');
    await bad([a0, { ...a1, next: 3 }], 't 1: next state must be from 0 to 2, got 3');
    await bad([{ ...a0, r: NaN }], 't 0: reward must be finite, got NaN');
    await bad([{ ...a0, p: 0 }], 't 0: propensity must be in (0, 1], got 0');
  });
});
