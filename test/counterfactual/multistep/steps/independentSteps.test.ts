import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { returnDifference } from '../../../../src/counterfactual/multistep/returnDifference.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../../src/mechanisms/fixed/independent.js';
import { maximal } from '../../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism } from '../../../../src/mechanisms/mechanism.js';
import { apartProblem } from '../../../support/apartProblem.js';

describe.each([gumbelMax(), maximal(), independent()])('steps that are not coupled, under $name', (definition) => {
  const mechanism = completeMechanism(definition);
  /** Of which nothing is known but its couplings. */
  const plain: CompleteMechanism = {
    ...mechanism,
    counterfactual: (p, q, x, outcomes) => mechanism.counterfactual(p, q, x, outcomes),
  };

  test.prop({ seed: fc.nat(1e6), discount: fc.constantFrom(1, 0.9) }, { numRuns: 5 })(
    'vary as all their cells do',
    ({ seed, discount }) => {
      const { mdp, behaviour, target } = apartProblem(seed);
      const fast = returnDifference(mdp, { behaviour, target }, mechanism, { horizon: 4, discount });
      const slow = returnDifference(mdp, { behaviour, target }, plain, { horizon: 4, discount });
      const exact = { rtol: 1e-12, atol: 1e-12 };
      expect(fast.nPairs).toBe(slow.nPairs);
      expect(fast.covariance).toBeAllClose(slow.covariance, exact);
      expect(fast.difference.variance).toBeAllClose(slow.difference.variance, exact);
      expect(fast.varianceGivenStart).toBeAllClose(slow.varianceGivenStart, exact);
    },
  );
});
