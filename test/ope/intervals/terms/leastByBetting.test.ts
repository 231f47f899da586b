import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { leastByBetting } from '../../../../src/ope/intervals/terms/leastByBetting.js';

describe('leastByBetting', () => {
  it('of one value is as by hand where the bet is cut', () => {
    // The bet sqrt(8 ln 1.25) = 1.34 is cut to 1 / (2 m): 1 + (1 − m) / (2 m) = 1.25 at m = 2/3.
    expect(leastByBetting(Float64Array.of(1), 0.8)).toBeAllClose(2 / 3);
  });

  it('of one value is as by hand where the bet is whole', () => {
    // 1 + sqrt(8 ln 4) (1 − m) = 4.
    expect(leastByBetting(Float64Array.of(1), 0.25)).toBeAllClose(1 - 3 / Math.sqrt(8 * Math.log(4)));
  });

  it('of two values is as by hand where both bets are cut', () => {
    // (1 + (1 − m) / (2 m))² = 1.25.
    expect(leastByBetting(Float64Array.of(1, 1), 0.8)).toBeAllClose(1 / (Math.sqrt(5) - 1));
  });

  it('of two values is as by hand where both bets are whole', () => {
    // v_0 = 1/4; then the mean with its half is 3/4 and v_1 = (1/4 + 1/16) / 2 = 5/32. (1 + bet_1 u)(1 + bet_2 u) = 20,
    // u = 1 − m.
    const [bet1, bet2] = [1 / 4, 5 / 32].map((v) => Math.sqrt((2 * Math.log(20)) / (2 * v)));
    const [square, linear] = [bet1 * bet2, bet1 + bet2];
    const u = (-linear + Math.sqrt(linear ** 2 + 4 * 19 * square)) / (2 * square);
    expect(leastByBetting(Float64Array.of(1, 1), 0.05)).toBeAllClose(1 - u);
  });

  it('keeps the largest capital, in the order of the values', () => {
    // The first bet alone gets to 1.25 at 2/3, where losses come later; after a loss less is left.
    expect(leastByBetting(Float64Array.of(1, 0), 0.8)).toBeAllClose(2 / 3);
    expect(leastByBetting(Float64Array.of(0, 1), 0.8)).toBeLessThan(0.6);
  });

  it('is 0 where nothing is refuted and 1 where all is', () => {
    expect(leastByBetting(Float64Array.of(0, 0, 0), 0.5)).toBe(0);
    expect(leastByBetting(Float64Array.of(1), 0.01)).toBe(0);
    expect(leastByBetting(Float64Array.of(9, 9, 9, 9), 0.5)).toBe(1);
  });

  it('bears values that overflow when squared', () => {
    expect(leastByBetting(Float64Array.of(0, 1e200, 0, 0), 0.01)).toBe(1);
  });

  const values = fc
    .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 })
    .map((list) => Float64Array.from(list, (n) => n / 8));

  test.prop([values, fc.constantFrom(0.5, 0.1, 0.025)])('parts what is refuted from what is not', (list, delta) => {
    const least = leastByBetting(list, delta);
    if (least > 0) expect(largestCapital(list, delta, least * (1 - 1e-9))).toBeGreaterThanOrEqual(1 / delta);
    if (least < 1) expect(largestCapital(list, delta, least + 1e-9)).toBeLessThan(1 / delta);
  });

  test.prop([values, fc.nat({ max: 39 })])('does not fall when a value grows that no later bet sees', (list, extra) => {
    const more = list.slice();
    more[more.length - 1] += extra / 8;
    expect(leastByBetting(more, 0.1)).toBeGreaterThanOrEqual(leastByBetting(list, 0.1));
  });

  /** The formula as it stands, without logarithms or running sums. */
  function largestCapital(x: Float64Array, delta: number, m: number): number {
    let [capital, largest] = [1, 1];
    for (let i = 1; i <= x.length; i++) {
      let squares = 1 / 4;
      for (let j = 1; j < i; j++) {
        const mean = (1 / 2 + x.subarray(0, j).reduce((sum, value) => sum + value, 0)) / (j + 1);
        squares += (x[j - 1] - mean) ** 2;
      }
      const bet = Math.sqrt((2 * Math.log(1 / delta)) / (x.length * (squares / i)));
      capital *= 1 + Math.min(bet, 1 / (2 * m)) * (x[i - 1] - m);
      largest = Math.max(largest, capital);
    }
    return largest;
  }
});
