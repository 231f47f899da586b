import { expect } from 'vitest';

interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

declare module 'vitest' {
  interface Matchers<T> {
    /**
     * |actual − expected| ≤ atol + rtol·|expected|, elementwise; both tolerances 1e-12 unless given. NaN never passes.
     */
    toBeAllClose(expected: number | ArrayLike<number>, tolerance?: Tolerance): T;
  }
}

expect.extend({
  toBeAllClose(
    actual: number | ArrayLike<number>,
    expected: number | ArrayLike<number>,
    { rtol = 1e-12, atol = 1e-12 }: Tolerance = {},
  ) {
    const a = typeof actual === 'number' ? [actual] : Array.from(actual);
    const b = typeof expected === 'number' ? [expected] : Array.from(expected);
    if (a.length !== b.length)
      return { pass: false, message: () => `lengths differ: ${a.length}, expected ${b.length}` };
    const worst = a.findIndex((x, i) => !(x === b[i] || Math.abs(x - b[i]) <= atol + rtol * Math.abs(b[i])));
    return {
      pass: worst < 0,
      message: () =>
        worst < 0
          ? 'all entries are close'
          : `entry ${worst}: ${a[worst]}, expected ${b[worst]} (difference ${a[worst] - b[worst]}, rtol ${rtol}, atol ${atol})`,
    };
  },
});
