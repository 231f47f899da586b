// An estimator of your own: importance sampling with weights that are cut off.
// Use it:  couplet ope log.csv --policy target.json --estimator wis --estimator ./estimator.mjs:most=5
// Test it: couplet check ./estimator.mjs
import { defineEstimator, numberParameter, wholeWeights } from 'couplet';
import { z } from 'zod';

export default defineEstimator({
  name: 'clipped',
  summary: 'Importance sampling, no weight above a limit.',
  parameters: z.object({ most: numberParameter(1e-9, 1e9).default(10).describe('Largest weight of an episode') }),
  create({ most }) {
    // One number an episode. A sample holds episode e sample.count[e] times: 1 in the log as it is, 0 and more in a bootstrap.
    /** @type {(sample: import('couplet').CountedLog) => Float64Array} */
    const terms = (sample) =>
      wholeWeights(sample.weights()).map((weight, e) => Math.min(weight, most) * sample.study.observedReturn[e]);
    return {
      // With its parameter, so that several stand side by side in one table.
      name: `clipped-${most}`,
      summary: 'Importance sampling, no weight above a limit.',
      usesWeights: true,
      usesModel: false,
      terms,
      estimate: (sample) => terms(sample).reduce((sum, term, e) => sum + sample.count[e] * term, 0) / sample.size,
    };
  },
});
