import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/statistics/normalQuantile.js';
import { studentQuantile } from '../../../src/core/statistics/studentQuantile.js';

const share = fc.integer({ min: 5, max: 995 }).map((n) => n / 1000);

describe('studentQuantile', () => {
  // Computed with 30 digits from the incomplete beta function.
  it.each([
    [0.6, 4, 0.2707222947075974],
    [0.6, 29, 0.2556836345712561],
    [0.6, 30, 0.2556053649519127],
    [0.6, 1000, 0.2534145158394987],
    [0.6, 3000, 0.2533695716660422],
    [0.95, 3, 2.353363434801823],
    [0.95, 10, 1.812461122811676],
    [0.95, 120, 1.657650899355235],
    [0.95, 2999, 1.645361877306835],
    [0.95, 5000, 1.645158437596971],
    [0.975, 1, 12.70620473617469],
    [0.975, 2, 4.302652729749462],
    [0.975, 5, 2.570581835636315],
    [0.975, 10, 2.228138851986274],
    [0.975, 29, 2.045229642132704],
    [0.975, 30, 2.042272456301238],
    [0.975, 120, 1.97993040508244],
    [0.975, 1001, 1.96233670528088],
    [0.975, 2999, 1.960755319205315],
    [0.975, 3000, 1.960755055322458],
    [0.975, 19999, 1.960082611089815],
    [0.975, 1000000, 1.959966356814107],
    [0.995, 3, 5.840909309733355],
    [0.995, 4, 4.604094871349992],
    [0.995, 500, 2.585697835141942],
    [0.995, 3000, 2.577469134838608],
    [0.995, 19999, 2.576075165311447],
    [0.9999995, 1, 636619.7724194303],
    [0.9999995, 2, 999.9992500409771],
    [0.9999995, 5, 28.47847346345525],
    [0.9999995, 30, 6.119075620413733],
    [0.9999995, 999, 4.922320372383035],
    [0.9999995, 2999, 4.901821908979064],
    [0.9999995, 3000, 4.901818508351932],
  ])('at %d with %d degrees of freedom is %d', (at, df, expected) => {
    expect(studentQuantile(at, df)).toBeAllClose(expected, { atol: 0, rtol: at > 0.999 ? 1e-9 : 1e-12 });
  });

  test.prop([share])('is that of Cauchy for one degree of freedom', (at) => {
    expect(studentQuantile(at, 1)).toBeAllClose(Math.tan(Math.PI * (at - 0.5)));
  });

  test.prop([share])('has the closed form of two degrees of freedom', (at) => {
    const expected = (2 * at - 1) / Math.sqrt(2 * at * (1 - at));
    expect(studentQuantile(at, 2)).toBeAllClose(expected);
  });

  test.prop([share.filter((at) => at > 0.5), fc.integer({ min: 1, max: 2000 })])(
    'falls towards the normal quantile',
    (at, df) => {
      const t = studentQuantile(at, df);
      expect(studentQuantile(at, df + 1)).toBeLessThan(t);
      expect(t).toBeGreaterThan(normalQuantile(at));
      expect(studentQuantile(1 - at, df)).toBeAllClose(-t, { rtol: 1e-10, atol: 1e-10 });
    },
  );

  it.each([0, 1, NaN])('refuses the share %d', (at) => {
    expect(() => studentQuantile(at, 3)).toThrow(`studentQuantile: share must be in (0, 1), got ${at}`);
  });

  it.each([0, 1.5, NaN])('refuses %d degrees of freedom', (df) => {
    expect(() => studentQuantile(0.9, df)).toThrow('studentQuantile: degrees of freedom must be an integer ≥ 1');
  });
});
