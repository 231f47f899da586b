import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/core/statistics/holm.js';

const ps = fc.array(
  fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  { maxLength: 8 },
);

/** Step by step, as Holm wrote it: the least p against level / m, the next against level / (m − 1), until one fails. */
function rejectedByHolm(p: readonly number[], level: number): boolean[] {
  const rejected = p.map(() => false);
  const order = [...p.keys()].sort((a, b) => p[a] - p[b]);
  for (const [rank, k] of order.entries()) {
    if (p[k] * (p.length - rank) > level) break;
    rejected[k] = true;
  }
  return rejected;
}

describe('holm', () => {
  it.each([
    [[], []],
    [[0.2], [0.2]],
    [
      [0.01, 0.04, 0.03],
      [0.03, 0.06, 0.06],
    ],
    [
      [0, 1],
      [0, 1],
    ],
    [
      [0.6, 0.7],
      [1, 1],
    ],
  ])('adjusts %j to %j', (p, adjusted) => {
    expect(holm(p)).toBeAllClose(adjusted);
  });

  test.prop([ps, fc.constantFrom(0.05, 0.1, 0.2, 0.5)])('rejects what the step-down procedure does', (p, level) => {
    expect(holm(p).map((adjusted) => adjusted <= level)).toEqual(rejectedByHolm(p, level));
  });
});
