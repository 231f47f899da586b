import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import type { Frame } from '../../../../src/page/patient/drawing/frame.js';
import { coursePath, spread, stepArea } from '../../../../src/page/patient/drawing/paths.js';

const frame: Frame = { width: 200, isNarrow: false, left: 100, column: 10, columns: 3, right: 130 };

describe('coursePath', () => {
  it('goes from the middle of a column to that of the next', () => {
    expect(coursePath([40, 20, 40], frame)).toBe('M105,40L115,20L125,40');
  });

  it('breaks where nothing was seen, and is a dot where that is on both sides', () => {
    expect(coursePath([40, undefined, 20], frame)).toBe('M105,40h0M125,20h0');
    expect(coursePath([40, 20, undefined], frame)).toBe('M105,40L115,20');
    expect(coursePath([undefined], frame)).toBe('');
  });
});

describe('stepArea', () => {
  it('lies between two step functions, each of which holds through the column of a step', () => {
    expect(stepArea([10, 10, 30], [50, 40, 40], frame)).toBe('M100,10H120V30H130V40H110V50H100Z');
  });
});

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
