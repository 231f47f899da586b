import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { spread } from '../../../../src/page/figure/text/spread.js';

describe('spread', () => {
  it('leaves labels where they are that are far enough apart', () => {
    expect(spread([20, 40, 80], 14, 0, 100)).toEqual([20, 40, 80]);
  });

  it('moves the one below, and up from the end of the room', () => {
    expect(spread([20, 22], 14, 0, 100)).toEqual([20, 34]);
    expect(spread([98, 99], 14, 0, 100)).toEqual([86, 100]);
  });

  test.prop([fc.array(fc.nat({ max: 84 }), { minLength: 1, maxLength: 6 })])(
    'keeps them apart and in the room',
    (drawn) => {
      const placed = spread(
        drawn.sort((a, b) => a - b),
        14,
        0,
        84,
      );
      for (const [i, y] of placed.entries()) {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(84);
        if (i > 0) expect(y - placed[i - 1]).toBeGreaterThanOrEqual(14);
      }
    },
  );
});
