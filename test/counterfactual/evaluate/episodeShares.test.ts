import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { episodeShares } from '../../../src/counterfactual/evaluate/episodeShares.js';
import { episodeOrder } from '../../../src/counterfactual/prefixes/episodeOrder.js';

const episodes = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 60,
});

describe('episodeShares', () => {
  it('cuts where the next episode shares least', () => {
    // Episodes of four steps; the fourth, somewhat before the half, begins anew.
    const order = { episode: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7), shared: Uint32Array.of(0, 1, 1, 0, 1, 1, 1, 1) };
    const starts = Uint32Array.from({ length: 9 }, (_, e) => 4 * e);
    expect(episodeShares(order, starts, 2)).toEqual([0, 3, 8]);
    expect(episodeShares(order, starts, 1)).toEqual([0, 8]);
  });

  test.prop([episodes, fc.integer({ min: 1, max: 9 })])('covers the order, in even parts', (lists, parts) => {
    const episodeStart = new Uint32Array(lists.length + 1);
    lists.forEach((list, e) => (episodeStart[e + 1] = episodeStart[e] + list.length));
    const order = episodeOrder(episodeStart, Int32Array.from(lists.flat()));
    const cuts = episodeShares(order, episodeStart, parts);
    expect([cuts[0], cuts.at(-1)]).toEqual([0, lists.length]);
    expect(cuts.length - 1).toBeLessThanOrEqual(parts);
    cuts.slice(1).forEach((cut, i) => {
      expect(cut).toBeGreaterThan(cuts[i]);
    });
    const steps = Array.from(order.episode, (e, i) => lists[e].length - order.shared[i]);
    const total = steps.reduce((sum, n) => sum + n, 0);
    const longest = Math.max(...steps);
    cuts.slice(1).forEach((cut, i) => {
      const taken = steps.slice(cuts[i], cut).reduce((sum, n) => sum + n, 0);
      expect(taken).toBeLessThanOrEqual(1.25 * (total / parts) + longest);
    });
  });
});
