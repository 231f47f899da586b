import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/ope/diagnose.js';
import type { Diagnostics } from '../../../src/ope/diagnostics/diagnostics.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { type ExtremeLog, extremeLog, logWeight, logWithRatios, relativeWeights } from '../../support/extremeLog.js';

function diagnostics({ log, target }: ExtremeLog): Diagnostics {
  return diagnose(wholeLog(prepareStudy(log, target)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** (sum w)² / sum w² of weights. */
function size(weights: readonly number[]): number {
  return sum(weights) ** 2 / sum(weights.map((w) => w * w));
}

describe('diagnostics of weights beyond what a number holds', () => {
  test.prop([extremeLog], { numRuns: 300 })('are those of the weights over the largest', (extreme) => {
    const found = diagnostics(extreme);
    const byStep = [0, 1, 2].map((t) => relativeWeights(extreme, t).weights);
    expect(found.effectiveSampleSizeByStep).toBeAllClose(byStep.map(size), { rtol: 1e-9 });
    expect(found.effectiveSampleSize).toBeAllClose(size(byStep[2]), { rtol: 1e-9 });
    expect(found.largestWeightShare).toBeAllClose(1 / sum(byStep[2]), { rtol: 1e-9 });
    // An episode is one of the target policy's however small its weight is beside the others.
    expect(found.nPositive).toBe(extreme.logRatio.filter((_, e) => logWeight(extreme, e, 2) > -Infinity).length);
    const n = extreme.logRatio.length;
    expect(found.meanWeightByStep).toBeAllClose(
      byStep.map((weights, t) => (sum(weights) / n) * Math.exp(relativeWeights(extreme, t).largest)),
      { rtol: 1e-9 },
    );
  });

  it('count ended episodes with their last weight, in the scale of the step at hand', () => {
    // Two end after a step, of weights e^600 and e^601; the other goes on to e^598 and to e^1198, beside which they are
    // nothing.
    const { effectiveSampleSizeByStep, nPositive } = diagnostics(logWithRatios([[600], [601], [598, 0, 600]], 3));
    const step = size([Math.exp(-1), 1, Math.exp(-3)]);
    expect(effectiveSampleSizeByStep).toBeAllClose([step, step, 1], { rtol: 1e-9 });
    expect(nPositive).toBe(3);
    // And of weights e^−600 and e^−601.
    const small = diagnostics(logWithRatios([[-300, -300], [-300, -300, -1], [-700]], 3));
    expect(small.effectiveSampleSizeByStep[2]).toBeAllClose(size([1, Math.exp(-1)]), { rtol: 1e-9 });
  });
});
