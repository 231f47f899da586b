import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { counterfactualBounds } from '../../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { assumptions } from '../../../../src/mechanisms/bounds/registry.js';
import { apartProblem } from '../../../support/apartProblem.js';

describe.each(assumptions.map((assumption) => ({ name: assumption.name, assumption })))(
  'bounds of rows that lie apart, under $name',
  ({ assumption }) => {
    test.prop({ seed: fc.nat(1e6), discount: fc.constantFrom(1, 0.9) }, { numRuns: 12 })(
      'are those of all rows one by one',
      ({ seed, discount }) => {
        const { log, mdp, target } = apartProblem(seed);
        const boundsBy = (own: typeof assumption): Float64Array[] => {
          const { lower, upper } = counterfactualBounds(log, mdp, target, own, { discount, horizon: 8 });
          return [lower, upper];
        };
        // Of an assumption that is none of the registered ones nothing is known.
        const plain = boundsBy({ ...assumption });
        boundsBy(assumption).forEach((ends, i) => {
          expect(ends).toBeAllClose(plain[i], { rtol: 1e-12, atol: 1e-12 });
        });
      },
    );
  },
);
