import { describe, expect, it } from 'vitest';
import { initialDistribution } from '../../../envs/sepsis/initialDistribution.js';
import { stateIndex, variablesOf } from '../../../envs/sepsis/variables.js';

const diabetic = (p: Float64Array): number => p.subarray(720).reduce((a, b) => a + b);

describe('initialDistribution', () => {
  // Without diabetes 0.12 of the draws are discharge states and 0.17 death, with it 0.03 and 0.305.
  const started = { without: 0.71, with: 0.665 };

  it('is published with 133/701 = 0.18973 diabetics, not 0.2', () => {
    const share = (0.2 * started.with) / (0.2 * started.with + 0.8 * started.without);
    expect(share).toBeAllClose(133 / 701);
    expect(diabetic(initialDistribution())).toBeAllClose(133 / 701);
  });

  it('has the chances of a draw, over those of a start', () => {
    const p = initialDistribution();
    const all = 0.2 * started.with + 0.8 * started.without;
    const high = { ...variablesOf(376), hr: 2 };
    expect(p[stateIndex(high)]).toBeAllClose((0.8 * 0.25 * 0.5 * 0.8 * 0.6) / all);
    const sweet = { ...variablesOf(376), diabetic: 1, o2: 0, glucose: 4 };
    expect(p[stateIndex(sweet)]).toBeAllClose((0.2 * 0.5 * 0.5 * 0.2 * 0.19) / all);
  });

  it.each([0, 0.2, 0.7, 1])('starts exactly the share %d of diabetics when given', (share) => {
    const p = initialDistribution(share);
    expect(diabetic(p)).toBeAllClose(share);
    expect(p.reduce((a, b) => a + b)).toBeAllClose(1);
    const high = { ...variablesOf(376), hr: 2 };
    expect(p[stateIndex(high)]).toBeAllClose(((1 - share) * 0.25 * 0.5 * 0.8 * 0.6) / started.without);
  });

  it('starts untreated and at no end', () => {
    initialDistribution().forEach((p, s) => {
      const v = variablesOf(s);
      const nAbnormal = Number(v.hr !== 1) + Number(v.sysbp !== 1) + Number(v.o2 !== 1) + Number(v.glucose !== 2);
      const untreated = v.antibiotics + v.vasopressors + v.ventilation === 0;
      expect(p > 0).toBe(untreated && nAbnormal > 0 && nAbnormal < 3);
    });
  });
});
