import { writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import type { Aggregates } from '../../../src/aggregates/aggregates.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { createRng } from '../../../src/core/random/rng.js';
import { PARTS, type Part, columnsOf } from '../../../src/files/aggregates/parts.js';
import { readAggregates } from '../../../src/files/aggregates/readAggregates.js';
import { writeAggregates } from '../../../src/files/aggregates/writeAggregates.js';
import { provenance } from '../../../src/files/provenance.js';
import { sparseMdp } from '../../support/sparseMdp.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('test', { seed: 1 });

type Row = Readonly<Record<string, string | number | null>>;

/** The table's rows as a database has them: a row about the weights, and blocks without an episode left out. */
function rowsOf({ counts, first, weighted, blocks, nStates, nActions }: Aggregates): Row[] {
  const tables: [Part, Readonly<Record<string, ArrayLike<number>>>][] = [
    ['count', { ...counts }],
    ['first', { state: first.map((_, s) => s), count: first }],
  ];
  if (weighted) {
    const { steps, cells } = weighted;
    const { clipped, ...episodes } = weighted.episodes;
    tables.push(['block', { block: episodes.count.map((_, b) => b), ...episodes, ...clipped }]);
    tables.push(['step', { ...steps }], ['cell', { ...cells }]);
  }
  const rows = tables.flatMap(([part, columns]) =>
    Array.from(columns.count, (n, k) => ({ n, k }))
      .filter(({ n }) => n > 0)
      .map(({ k }): Row => {
        const values = columnsOf(PARTS[part])
          .filter(([field]) => field in columns)
          .map(([field, column]) => [column, columns[field][k] === -Infinity ? null : columns[field][k]]);
        return { part, ...(Object.fromEntries(values) as Row) };
      }),
  );
  if (weighted) {
    const { horizon, discount, target, behaviour } = weighted;
    const about = { horizon, discount, blocks, target, behaviour, n_states: nStates, n_actions: nActions };
    rows.push({ part: 'about', ...about });
  }
  return rows;
}

function csv(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((line) => `${line.join(',')}\n`)
    .join('');
}

const jsonl = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** What a database cannot know. */
const asFromDatabase = (aggregates: Aggregates): Aggregates => ({ ...aggregates, source: {} });

describe('aggregates in a file', () => {
  test.prop([
    loggedProblem(),
    fc.constantFrom('counts', 'weights', 'model'),
    fc.constantFrom('logged' as const, 'estimated' as const),
  ])('come back the same, bit for bit', async ({ trajectories, target, problem: { horizon } }, what, behaviour) => {
    const model = what === 'model' ? sparseMdp(createRng(1), { ...target, nEnds: 0 }) : undefined;
    const written = await aggregate(
      memorySource(trajectories),
      what === 'counts' ? {} : { target, horizon, blocks: 16, discount: 0.9, behaviour, model },
    );
    expect(written.weighted?.steps.wError !== undefined).toBe(what === 'model');
    await writeAggregates(at('a.parquet'), written, origin);
    expect(await readAggregates(at('a.parquet'))).toEqual(written);
  });

  test.prop([loggedProblem(), fc.constantFrom('csv', 'jsonl'), fc.infiniteStream(fc.nat())])(
    'come from a database in any order',
    async ({ trajectories, target }, ending, places) => {
      const written = await aggregate(memorySource(trajectories), { target, blocks: 16, discount: 0.9 });
      const shuffled = rowsOf(written)
        .map((row) => ({ row, place: places.next().value as number }))
        .sort((a, b) => a.place - b.place)
        .map(({ row }) => row);
      await writeFile(at(`a.${ending}`), ending === 'csv' ? csv(shuffled) : jsonl(shuffled));
      expect(await readAggregates(at(`a.${ending}`))).toEqual(asFromDatabase(written));
    },
  );

  it('takes what databases write for truth, nothing and 64 bits', async () => {
    await writeFile(
      at('a.csv'),
      [
        'part,state,action,next_state,terminated,n,reward,block,steps,positive,log_scale,g,g2,w,w2,wg,w2g,w2g2,horizon,discount,blocks,target,t,wr,ended,w_ended,w2_ended,ratio,ratio_reward',
        'count,0,0,1,true,2,1.5',
        'first,0,,,,2',
        'block,,,,,2,,5,2,0,-Infinity,1.5,2.25,0,0,0,0,0',
        'about,,,,,,,,,,,,,,,,,,7,0.5,16,abc',
      ]
        .map((line, _, [names]) => line + ','.repeat(names.split(',').length - line.split(',').length))
        .join('\n'),
    );
    const { nStates, nActions, counts, weighted, blocks } = await readAggregates(at('a.csv'));
    expect([nStates, nActions, blocks]).toEqual([2, 1, 16]);
    expect([...counts.terminated]).toEqual([1]);
    expect(weighted?.episodes.logScale[5]).toBe(-Infinity);
    expect([weighted?.horizon, weighted?.discount, weighted?.target]).toEqual([7, 0.5, 'abc']);
    expect((await readAggregates(at('a.csv'), { nStates: 9, nActions: 3 })).first.length).toBe(9);
  });

  it('says what is wrong, and in which row', async () => {
    const rows = [
      { part: 'count', state: 0, action: 0, next_state: 1, terminated: 0, n: 3, reward: 1 },
      { part: 'first', state: 0, n: 2 },
    ];
    const fails = async (changed: readonly Row[], message: string): Promise<void> => {
      await writeFile(at('b.jsonl'), jsonl(changed));
      await expect(readAggregates(at('b.jsonl'))).rejects.toThrow(message);
    };
    const [count, first] = rows;
    await fails(
      [{ ...count, part: 'sum' }],
      ":1: part must be one of count, first, block, step, cell and about, got 'sum'",
    );
    await fails([{ state: 0 }], "must have a column 'part', got 'state' - is it a file of aggregates?");
    await fails([first], "must have rows of part 'count', got none");
    await fails([first, { ...count, state: -1 }], ':2: state must be an integer from 0, got -1');
    await fails([{ ...count, n: null }], ':1: n must be a finite number, got null');
    await fails(
      [count, count],
      ":2: rows of part 'count' must differ in state, action, next_state, terminated, got 0, 0, 1, 0 twice",
    );
    await fails([count, { ...first, state: 2 }], "state of part 'first' must be below 2, got 2");
    const block = { part: 'block', block: 1, n: 1, steps: 1, positive: 1, log_scale: 0 };
    const zeros = { g: 0, g2: 0, w: 0, w2: 0, wg: 0, w2g: 0, w2g2: 0 };
    await fails(
      [count, { ...block, ...zeros }],
      "must have a row of part 'about' beside those of part 'block', got none",
    );
    const cut = { ...block, ...zeros, c: 1 };
    await fails([count, cut], "must have a column 'c2' for rows of part 'block', got none");
    await fails([count, block], "must have a column 'g' for rows of part 'block', got none");
    const about = { part: 'about', horizon: 1, discount: 1, blocks: 16, target: 'abc' };
    await fails([count, about], "must have rows of part 'block', as it is of a target policy, got none");
    await fails([count, { ...about, blocks: 10 }], ":2: 'blocks' must be valid");
    await fails([count, { ...about, target: null }], ":2: 'target' must be valid");
    await fails(
      [count, { part: 'fault', kind: 'chain', n: 2 }, { part: 'fault', kind: 'x', n: 1 }],
      'database found 2 steps whose next state is not the state of the next step; 1 ',
    );
    await fails(
      [count, { part: 'withheld', kind: 'about', n: 2, mass: 3, least: 10 }],
      ":2: a row of part 'withheld' must have a part as its kind",
    );
    await fails(
      [count, about, { part: 'withheld', kind: 'block', n: 2, mass: 3, least: 10 }],
      'all were withheld: fewer blocks',
    );
    await fails([count, about, about], "must have one row of part 'about', got 2");
    await fails([count, about, { ...block, ...zeros, block: 16 }], "block of part 'block' must be below 16, got 16");
    await writeFile(at('c.csv'), 'part,n\ncount\n');
    await expect(readAggregates(at('c.csv'))).rejects.toThrow(
      'c.csv:2: must have 2 fields, as the names of columns, got 1',
    );
    await expect(readAggregates(at('c.txt'))).rejects.toThrow(
      'path must end in .parquet, .csv, .tsv, .jsonl or .ndjson',
    );
    const [any] = fc.sample(loggedProblem(), { numRuns: 1, seed: 1 });
    const aggregates = await aggregate(memorySource(any.trajectories));
    await expect(writeAggregates(at('c.csv'), aggregates, origin)).rejects.toThrow('path must end in .parquet');
  });
});
