import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../src/page/patient/drawing/frame.js';
import { coursePath, stepArea } from '../../../../src/page/patient/drawing/paths.js';

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
