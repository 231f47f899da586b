import { describe, expect, it } from 'vitest';
import { stepByKey } from '../../../../src/page/patient/lanes/stepByKey.js';

describe('stepByKey', () => {
  it('goes a step, five, and to the ends', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];
    expect(keys.map((key) => stepByKey(key, 8, 20))).toEqual([7, 9, 7, 9, 3, 13, 0, 20]);
  });

  it('stays within the run, and leaves other keys to others', () => {
    expect(stepByKey('ArrowLeft', 0, 20)).toBe(0);
    expect(stepByKey('PageUp', 18, 20)).toBe(20);
    expect(stepByKey('j', 8, 20)).toBeUndefined();
  });
});
