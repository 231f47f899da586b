import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { comparisonCost } from '../../../src/counterfactual/multistep/comparisonCost.js';
import { policyRuns } from '../../../src/counterfactual/multistep/policyRuns.js';
import { returnDifference } from '../../../src/counterfactual/multistep/returnDifference.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 5 }).chain((mdp) =>
  fc.record({ mdp: fc.constant(mdp), behaviour: anyPolicy(mdp), target: anyPolicy(mdp) }),
);

describe('comparisonCost', () => {
  test.prop([problem], { numRuns: 50 })('is never less than what is done', ({ mdp, behaviour, target }) => {
    const { pairs, cells } = comparisonCost(mdp, { behaviour, target });
    const { nPairs } = returnDifference(mdp, { behaviour, target }, completeMechanism(independent()), { horizon: 6 });
    expect(nPairs).toBeLessThanOrEqual(pairs);
    const [steps, others] = [behaviour, target].map((policy) => policyRuns(mdp, policy, 1, 1).next.length);
    expect(steps * others).toBeLessThanOrEqual(pairs * cells * (1 + 1e-9));
  });
});
