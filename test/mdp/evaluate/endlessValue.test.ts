import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { NumericalError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { expectedLength } from '../../../src/mdp/evaluate/expectedLength.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { denseOracle } from '../../support/denseOracle.js';
import { sparseMdp, sparsePolicy } from '../../support/sparseMdp.js';

const DISCOUNTS = [0.5, 0.9, 0.99, 0.999999, 1];

interface Problem {
  readonly mdp: Mdp;
  readonly policy: Policy;
}

function problemOf(seed: number, nStates: number): Problem {
  const rng = createRng(seed);
  const nEnds = Math.min(Math.floor(rng.uniform() * 3), nStates - 1);
  const mdp = sparseMdp(rng, { nStates, nActions: 1 + Math.floor(rng.uniform() * 3), nEnds });
  return { mdp, policy: sparsePolicy(rng, mdp) };
}

const smallProblem = fc
  .record({ seed: fc.noShrink(fc.nat()), nStates: fc.integer({ min: 2, max: 9 }) })
  .map(({ seed, nStates }) => problemOf(seed, nStates));
const discounts = fc.constantFrom(...DISCOUNTS);

/** Expected from where runs begin; undefined if any of them has none. */
function fromStart({ initial }: Mdp, of: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (let s = 0; s < initial.length; s++) {
    if (initial[s] === 0) continue;
    const x = of[s];
    if (x === undefined) return undefined;
    sum += initial[s] * x;
  }
  return sum;
}

const largest = (x: ArrayLike<number>): number => Array.from(x).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/** The policy has the oracle's values from every state, or none, and then says so. Returns whether it has. */
function expectOracle({ mdp, policy }: Problem, discount: number, oracle = denseOracle(mdp, policy)): boolean {
  const value = oracle.value(discount);
  const solve = (): ReturnType<typeof policyValue> => policyValue(mdp, policy, { discount, horizon: Infinity });
  const expected = fromStart(mdp, value);
  if (expected === undefined) {
    expect(solve).toThrow(NumericalError);
    return false;
  }
  const valued = value.map((v) => v ?? 0);
  const atol = 1e-9 * largest(valued);
  const solved = solve();
  expect(solved.stateValue).toBeAllClose(valued, { rtol: 0, atol });
  expect(solved.value).toBeAllClose(expected, { rtol: 0, atol });
  return true;
}

describe('a policy without a horizon', () => {
  test.prop([smallProblem, discounts], { numRuns: 1500 })(
    'has the value of a dense solve, or none',
    (problem, discount) => {
      checkMdp(problem.mdp, 'test');
      expectOracle(problem, discount);
    },
  );

  test('has the value of a dense solve, or none, on 300 models of 2 to 200 states', () => {
    let refused = 0;
    for (let seed = 0; seed < 300; seed++) {
      const problem = problemOf(seed, 2 + Math.floor(198 * (seed / 299) ** 2));
      const oracle = denseOracle(problem.mdp, problem.policy);
      for (const discount of DISCOUNTS) if (!expectOracle(problem, discount, oracle)) refused += 1;
    }
    // Enough of both kinds at discount 1 for the comparison to mean something.
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(250);
  });

  test.prop([smallProblem], { numRuns: 1000 })('ends as a dense solve says, or never', ({ mdp, policy }) => {
    const oracle = denseOracle(mdp, policy).outcomes();
    const outcomes = outcomeProbabilities(mdp, policy, Infinity);
    expect(outcomes).toBeAllClose(
      mdp.outcomes.map((_, o) =>
        fromStart(
          mdp,
          oracle.map((row) => row[o]),
        )!,
      ),
      { rtol: 1e-9, atol: 1e-10 },
    );
    expect(outcomes.reduce((a, b) => a + b)).toBeAllClose(1, { rtol: 1e-12 });
  });

  test.prop([smallProblem], { numRuns: 1000 })(
    'is as long as a dense solve says, which may be for ever',
    ({ mdp, policy }) => {
      const expected = fromStart(mdp, denseOracle(mdp, policy).length())!;
      expect(expectedLength(mdp, policy, Infinity)).toBeAllClose(expected, { rtol: 1e-9 });
      if (expected === Infinity) {
        expect(() => occupancy(mdp, policy, { horizon: Infinity })).toThrow(
          /occupancy: with discount 1 every run must end, got state \d+,/,
        );
        return;
      }
      const visits = occupancy(mdp, policy, { horizon: Infinity });
      expect(visits.reduce((a, b) => a + b)).toBeAllClose(expected, { rtol: 1e-9 });
      const paysOne = { ...mdp, reward: new Float64Array(mdp.reward.length).fill(1) };
      expect(policyValue(paysOne, policy, { horizon: Infinity }).value).toBeAllClose(expected, { rtol: 1e-9 });
    },
  );

  test.prop([smallProblem, discounts], { numRuns: 500 })(
    'earns its occupancy times the reward',
    ({ mdp, policy }, discount) => {
      if (discount === 1 && expectedLength(mdp, policy, Infinity) === Infinity) return;
      const visits = occupancy(mdp, policy, { horizon: Infinity, discount });
      let [sum, scale] = [0, 0];
      for (let row = 0; row < visits.length; row++) {
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
          sum += visits[row] * mdp.probability[k] * mdp.reward[k];
          scale += visits[row] * mdp.probability[k] * Math.abs(mdp.reward[k]);
        }
      }
      const { value } = policyValue(mdp, policy, { horizon: Infinity, discount });
      expect(value).toBeAllClose(sum, { rtol: 0, atol: 1e-12 * scale });
    },
  );

  test.prop(
    [smallProblem, discounts, fc.constantFrom(1e-12, 1e-9, 1e-3, 7, 1e12), fc.constantFrom(3, 1000, Infinity)],
    {
      numRuns: 1000,
    },
  )('does not depend on the unit of rewards', ({ mdp, policy }, discount, unit, horizon) => {
    const scaled = { ...mdp, reward: mdp.reward.map((r) => r * unit) };
    const value = (model: Mdp): Float64Array | 'none' => {
      try {
        return policyValue(model, policy, { horizon, discount }).stateValue;
      } catch (error) {
        expect(error).toBeInstanceOf(NumericalError);
        return 'none';
      }
    };
    const [plain, inUnits] = [value(mdp), value(scaled)];
    if (plain === 'none' || inUnits === 'none') {
      expect([plain, inUnits]).toEqual(['none', 'none']);
      return;
    }
    // Where rewards cancel, rounding is of their size, and not of the size of what is left.
    const atol = 1e-12 * Math.max(largest(plain), largest(mdp.reward));
    expect(inUnits.map((v) => v / unit)).toBeAllClose(plain, { rtol: 1e-12, atol });
  });
});
