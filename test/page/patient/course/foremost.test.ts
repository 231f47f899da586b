import { describe, expect, it } from 'vitest';
import { foremost } from '../../../../src/page/patient/course/foremost.js';

describe('foremost', () => {
  it('keeps those that weigh most, in the order of their numbers, and gives the others the last row', () => {
    const { kept, others, rowOf } = foremost(Float64Array.of(1, 5, 0, 2, 4, 1), 2);
    expect(kept).toEqual([1, 4]);
    expect(others).toBe(3);
    expect([...rowOf]).toEqual([2, 0, -1, 2, 1, 2]);
  });

  it('keeps one more rather than a row for one', () => {
    const { kept, others, rowOf } = foremost(Float64Array.of(1, 5, 0, 2), 2);
    expect(kept).toEqual([0, 1, 3]);
    expect(others).toBe(0);
    expect([...rowOf]).toEqual([0, 1, -1, 2]);
  });

  it('takes the earlier of two that weigh the same', () => {
    expect(foremost(Float64Array.of(1, 1, 1, 1), 2).kept).toEqual([0, 1]);
  });
});
