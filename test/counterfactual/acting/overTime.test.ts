import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import type { Acting, ActsByStep } from '../../../src/counterfactual/acting/acting.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import { influence } from '../../../src/counterfactual/explain/influence.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const mechanisms = [gumbelMax(), independent()].map((mechanism) => completeMechanism(mechanism));
const HORIZON = 4;

/** A model, some policies over its states, and a log of up to three steps that it could have written. */
const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    policies: fc.array(anyPolicy(mdp), { minLength: HORIZON, maxLength: HORIZON }),
    log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 })),
    mechanism: fc.constantFrom(...mechanisms),
    discount: fc.constantFrom(1, 0.5),
  }),
);

/** All that is said of a log and what acts: evaluation, marginals, bounds and influence. */
function figures(log: Trajectories, mdp: Mdp, acting: Acting, i: number, discount: number): ArrayLike<number>[] {
  const options = { horizon: HORIZON, discount };
  const mechanism = mechanisms[i];
  const evaluation = evaluateCounterfactual(log, mdp, acting, mechanism, options);
  const bounds = counterfactualBounds(log, mdp, acting, findAssumption('stability'), options);
  return [
    evaluation.expectedReturn,
    evaluation.returnVariance,
    evaluation.outcomeProbability,
    evaluation.expectedLength,
    evaluation.support?.thin ?? [],
    counterfactualMarginals(log, mdp, acting, mechanism, options)(0),
    bounds.lower,
    bounds.upper,
    influence(log, mdp, acting, mechanism, options)(0),
  ];
}

describe('a policy over time in counterfactuals', () => {
  test.prop([problem], { numRuns: 40 })('is what acts by its steps', ({ mdp, policies, log, mechanism, discount }) => {
    const i = mechanisms.indexOf(mechanism);
    const acting: ActsByStep = { ...sizes(mdp), policyAt: (t) => policies[t] };
    const own = figures(log, mdp, policyOfSteps(policies), i, discount);
    expect(own).toEqual(figures(log, mdp, acting, i, discount));
  });

  test.prop([problem], { numRuns: 40 })(
    'that does the same at every step is the stationary one',
    ({ mdp, policies: [policy], log, mechanism, discount }) => {
      const i = mechanisms.indexOf(mechanism);
      const stationary = figures(log, mdp, policy, i, discount);
      figures(log, mdp, repeated(policy, HORIZON), i, discount).forEach((found, k) => {
        expect(found).toBeAllClose(stationary[k], { rtol: 1e-12, atol: 1e-12 });
      });
    },
  );

  it('samples what the stationary one samples', () => {
    const { mdp, log, policy } = chain();
    const draw = (acting: Acting): Trajectories =>
      sampleCounterfactual(createRng(2), log, mdp, acting, mechanisms[0], { horizon: HORIZON, draws: 3 });
    expect(draw(repeated(policy, HORIZON))).toEqual(draw(policy));
  });

  it('is refused beyond its steps, and without a horizon', () => {
    const { mdp, log, policy } = chain();
    const plan = repeated(policy, HORIZON);
    const beyond = new ArgumentError(
      'counterfactual: a policy over 4 steps says nothing of later ones, got runs of 5 steps - take a horizon of at most 4, or find the policy for a longer one',
    );
    expect(() => evaluateCounterfactual(log, mdp, plan, mechanisms[0], { horizon: 5 })).toThrow(beyond);
    expect(() => counterfactualBounds(log, mdp, plan, findAssumption('none'), { horizon: 5 })).toThrow(beyond);
    expect(() => evaluateCounterfactual(log, mdp, plan, mechanisms[0], { horizon: Infinity })).toThrow(
      'counterfactual: horizon must be finite for this, got Infinity',
    );
    const other = { ...plan, space: 'another' };
    const named = { ...mdp, source: { ...mdp.source, space: 'full' } };
    expect(() => evaluateCounterfactual(log, named, other, mechanisms[0], { horizon: 4 })).toThrow(
      "policy must be over space 'full', got 'another'",
    );
  });
});

function sizes({ nStates, nActions }: Mdp): { readonly nStates: number; readonly nActions: number } {
  return { nStates, nActions };
}

function chain(): { readonly mdp: Mdp; readonly log: Trajectories; readonly policy: Policy } {
  const mdp = createEnv('chain').exactModel!();
  const policy = uniform(mdp.nStates, mdp.nActions);
  return { mdp, policy, log: simulate(createRng(1), mdp, policy, { episodes: 20, horizon: HORIZON }) };
}
