import { describe, expect, it } from 'vitest';
import { createMemo } from '../../../../src/page/playground/memo.js';
import { runPipeline } from '../../../../src/page/playground/pipeline/runPipeline.js';
import { FIRST, type Settings } from '../../../../src/page/playground/pipeline/settings.js';

const SMALL: Settings = { ...FIRST, patients: 100 };

it('shows one step after another, and says which is next', () => {
  const seen = [...runPipeline(SMALL, createMemo())].map(({ next, results }) => [next, Object.keys(results).at(-1)]);
  expect(seen).toEqual([
    ['simulate', undefined],
    ['fit', 'simulate'],
    ['solve', 'fit'],
    ['promise', 'solve'],
    ['verdict', 'promise'],
    ['estimates', 'verdict'],
    [undefined, 'estimates'],
  ]);
});

describe('a change', () => {
  /** The kinds that are computed anew, of the steps themselves. */
  function redone(change: Partial<Settings>): readonly string[] {
    const memo = createMemo();
    const computed: string[] = [];
    const watched: typeof memo = (kind, key, compute) =>
      memo(kind, key, () => {
        computed.push(kind);
        return compute();
      });
    [...runPipeline(SMALL, watched)].at(-1);
    computed.length = 0;
    [...runPipeline({ ...SMALL, ...change }, watched)].at(-1);
    return computed.filter((kind) => !kind.startsWith('figures')).sort();
  }

  it.each<[Partial<Settings>, readonly string[]]>([
    [{}, []],
    [{ judgedAt: 0.9 }, []],
    [{ discount: 0.9 }, ['act', 'solve']],
    [{ plan: 'steps' }, ['act', 'solve']],
    [{ worst: 1 }, ['act', 'fit', 'solve']],
    [{ space: 'observed' }, ['act', 'fit', 'project', 'solve', 'states']],
    [{ seed: 2 }, ['act', 'fit', 'project', 'simulate', 'solve', 'states']],
  ])('%j redoes what follows from it', (change, expected) => {
    expect(redone(change)).toEqual(expected);
  });
});
