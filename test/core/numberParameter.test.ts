import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { integerParameter, numberParameter } from '../../src/core/numberParameter.js';

describe('numberParameter', () => {
  test.prop([fc.double({ min: -10, max: 10, noNaN: true })])('reads a number and its text alike', (x) => {
    const schema = numberParameter(-10, 10);
    expect(schema.parse(x)).toBe(x);
    expect(schema.parse(String(x))).toBeAllClose(x, { rtol: 0, atol: 0 });
  });

  it.each([-0.1, 1.1, NaN, Infinity, '', ' ', 'x', '0.5x', null, true, [0.5]])('refuses %o', (value) => {
    expect(numberParameter(0, 1).safeParse(value).success).toBe(false);
  });
});

describe('integerParameter', () => {
  it('takes whole numbers and their text', () => {
    expect([3, '3', '1e1'].map((value) => integerParameter(2, 50).parse(value))).toEqual([3, 3, 10]);
  });

  it.each([-1, 51, 2.5, '2.5', '', null])('refuses %o', (value) => {
    expect(integerParameter(0, 50).safeParse(value).success).toBe(false);
  });
});
