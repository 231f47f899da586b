import { expect } from 'vitest';
import type { Aggregates } from '../../../src/aggregates/aggregates.js';

/** Counts are the same to the last, sums to 1e-12; of a log without an environment. */
export function expectSameAggregates(found: Aggregates, expected: Aggregates): void {
  const { counts, first, weighted, blocks } = expected;
  expect(found.blocks).toBe(blocks);
  expect(found.first).toEqual(first);
  same(found.counts, counts, ['reward']);
  expect(found.weighted === undefined).toBe(weighted === undefined);
  if (!found.weighted || !weighted) return;
  const { episodes, steps, cells, behaviourDigest, ...about } = weighted;
  expect(about).toEqual({ ...found.weighted, episodes: undefined, steps: undefined, cells: undefined });
  expect(behaviourDigest !== undefined).toBe(about.behaviour === 'estimated');
  const { clipped: cut, ...whole } = found.weighted.episodes;
  const { clipped, ...others } = episodes;
  same(cut!, clipped!, ['c', 'c2', 'cg', 'cg2', 'c2g', 'c2g2', 'least']);
  same(whole, others, ['g', 'g2', 'w', 'w2', 'wg', 'w2g', 'w2g2', 'logScale']);
  same(found.weighted.steps, steps, ['w', 'w2', 'wr', 'wEnded', 'w2Ended', 'logScale']);
  same(found.weighted.cells, cells, ['ratio', 'ratioReward']);
}

function same<Columns extends object>(
  found: Columns,
  expected: Columns,
  sums: readonly (keyof Columns & string)[],
): void {
  for (const [name, values] of Object.entries(expected) as [keyof Columns & string, Float64Array][]) {
    const others = found[name] as Float64Array;
    if (sums.includes(name)) expect(others, name).toBeAllClose(values, { rtol: 1e-12, atol: 1e-12 });
    else expect([name, ...others]).toEqual([name, ...values]);
  }
}
