import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type ReturnDifference, pairedReturns } from '../../../../src/counterfactual/multistep/pairedReturns.js';
import { returnDifference } from '../../../../src/counterfactual/multistep/returnDifference.js';
import { runRows } from '../../../../src/counterfactual/multistep/steps/runRows.js';
import { transportSteps } from '../../../../src/counterfactual/multistep/steps/transportSteps.js';
import { transportBound } from '../../../../src/counterfactual/multistep/transportBound.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../../src/mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../../../src/mechanisms/fixed/rewardCdf.js';
import type { CompleteMechanism } from '../../../../src/mechanisms/mechanism.js';
import { apartProblem } from '../../../support/apartProblem.js';

/** Ties among them. */
const score = Float64Array.from({ length: 24 }, (_, s) => (5 * s) % 7);
const drawn = { seed: fc.nat(1e6), discount: fc.constantFrom(1, 0.9), capacity: fc.constantFrom(0, 300, 2 ** 20) };

function expectAlike(one: ReturnDifference, other: ReturnDifference): void {
  const exact = { rtol: 1e-12, atol: 1e-12 };
  expect(one.nPairs).toBe(other.nPairs);
  expect(one.covariance).toBeAllClose(other.covariance, exact);
  expect(one.difference.variance).toBeAllClose(other.difference.variance, exact);
  expect(one.varianceGivenStart).toBeAllClose(other.varianceGivenStart, exact);
}

describe.each([gumbelMax(), maximal(), independent(), inverseCdf(), rewardCdf({ score })])(
  'steps that are coupled by what is known of $name',
  (definition) => {
    const mechanism = completeMechanism(definition);
    /** Of which nothing is known but its couplings. */
    const plain: CompleteMechanism = {
      ...mechanism,
      counterfactual: (p, q, x, outcomes) => mechanism.counterfactual(p, q, x, outcomes),
    };

    test.prop(drawn, { numRuns: 8 })('vary as all their cells do', ({ seed, discount, capacity }) => {
      const { mdp, behaviour, target } = apartProblem(seed);
      const options = { horizon: 4, discount };
      expectAlike(
        returnDifference(mdp, { behaviour, target }, mechanism, { ...options, capacity }),
        returnDifference(mdp, { behaviour, target }, plain, options),
      );
    });
  },
);

test.prop(drawn, { numRuns: 10 })(
  'plans of transport cost the same from whatever tree the search begins',
  ({ seed, discount, capacity }) => {
    const { mdp, behaviour, target } = apartProblem(seed);
    const policies = { behaviour, target };
    const options = { horizon: 4, discount };
    const kept = pairedReturns(
      'test',
      mdp,
      policies,
      (runs, others) =>
        transportSteps(
          mdp.nStates,
          runs,
          others,
          runRows(mdp, behaviour, runs),
          runRows(mdp, target, others),
          capacity,
        ),
      options,
    );
    expectAlike(kept, transportBound(mdp, policies, options));
  },
);
