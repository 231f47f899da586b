import { describe, expect, it } from 'vitest';
import { centre, edge, frameOf, stepAt, ticks } from '../../../../src/page/patient/drawing/frame.js';

describe('frameOf', () => {
  it('has H + 1 columns of one width, between names of 156 pixels and words of 112', () => {
    const frame = frameOf(700, 20);
    expect(frame).toMatchObject({ isNarrow: false, left: 156, columns: 21 });
    expect(frame.column).toBeAllClose((700 - 156 - 112) / 21);
    expect(frame.right).toBeAllClose(588);
    expect(edge(frame, 21)).toBeAllClose(frame.right);
    expect(centre(frame, 0)).toBeAllClose(156 + frame.column / 2);
  });

  it('has names of 94 pixels and no words where it is narrow', () => {
    const frame = frameOf(350, 20);
    expect(frame).toMatchObject({ isNarrow: true, left: 94 });
    expect(frame.right).toBeAllClose(348);
  });

  it('does not let the columns of a short run become slabs', () => {
    expect(frameOf(700, 1)).toMatchObject({ column: 72, right: 300 });
  });

  it('leaves room for 301 columns', () => {
    expect(frameOf(700, 300).column).toBeGreaterThan(1);
  });
});

describe('stepAt', () => {
  const frame = frameOf(700, 20);

  it('is the step whose column a point is in', () => {
    for (const t of [0, 7, 20]) expect(stepAt(frame, centre(frame, t))).toBe(t);
    expect(stepAt(frame, edge(frame, 7) - 0.1)).toBe(6);
  });

  it('is the first or the last one beside the columns', () => {
    expect(stepAt(frame, 0)).toBe(0);
    expect(stepAt(frame, 699)).toBe(20);
  });
});

describe('ticks', () => {
  it('stand at round steps, far enough apart to be read', () => {
    expect(ticks(frameOf(700, 20))).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(ticks(frameOf(350, 20))).toEqual([0, 5, 10, 15, 20]);
    expect(ticks(frameOf(700, 300))).toEqual(Array.from({ length: 16 }, (_, i) => 20 * i));
    expect(ticks(frameOf(700, 1))).toEqual([0, 1]);
  });
});
