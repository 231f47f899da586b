import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateHidden } from '../../../src/counterfactual/hidden/evaluateHidden.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

const env = createEnv('sepsis');
const mdp = env.exactModel!();
const physician = createPolicy('physician', mdp);
const recorded = simulate(createRng(1), env, physician, { episodes: 2, horizon: 3 });
const log = projectTrajectories(recorded, env, 'projected');
const abstraction = abstractionBetween(env, 'full', 'projected');
const mechanism = completeMechanism(gumbelMax());
const uniform = (nStates: number): typeof physician => ({
  nStates,
  nActions: 8,
  probability: new Float64Array(nStates * 8).fill(1 / 8),
});

describe('a model of which the log shows a part', () => {
  it('has an abstraction from its states to those of the log', () => {
    const model = { mdp, abstraction: abstractionBetween(env, 'observed', 'projected') };
    expect(() => evaluateHidden(log, model, physician, mechanism)).toThrow(
      new ArgumentError(
        "hiddenPaths: model must be over the 720 states of space 'observed', from which the abstraction leads, got 1440 of 'full' - take the abstraction that begins at the model's space",
      ),
    );
    const further = { mdp, abstraction: { ...abstraction, map: abstraction.map.map(() => 146) } };
    expect(() => evaluateHidden(log, further, physician, mechanism)).toThrow(
      "the abstraction must lead to the 146 states of space 'projected', got 146 for state 0",
    );
    expect(() => evaluateHidden(recorded, { mdp, abstraction }, physician, mechanism)).toThrow(
      "trajectories must be over the 146 states of space 'projected', to which the abstraction leads, and the model's 8 actions, got 720 states of 'observed' and 8 actions - project them first",
    );
  });

  it('is acted in by policies over its states or those of the log, and none between', () => {
    const model = { mdp, abstraction };
    const between = uniform(720);
    expect(() => evaluateHidden(log, model, between, mechanism)).toThrow(
      "counterfactual: policy must be over the 1440 states of space 'full' or the 146 of 'projected', got 720 - lift it with liftPolicy",
    );
    expect(() =>
      evaluateHidden(log, { ...model, behaviour: { ...between, space: 'observed' } }, physician, mechanism),
    ).toThrow(
      "hiddenPaths: policy must be over the 1440 states of space 'full' or the 146 of 'projected', got 720 of 'observed'",
    );
    const lifted = liftPolicy(between, abstractionBetween(env, 'full', 'observed'));
    expect(evaluateHidden(log, model, lifted, mechanism).nEpisodes).toBe(2);
  });

  it('begins and acts where the policy says what to do', () => {
    const undefinedRows = new Uint8Array(1440).fill(1);
    expect(() => evaluateHidden(log, { mdp, abstraction }, { ...physician, undefinedRows }, mechanism)).toThrow(
      /^counterfactual: policy must say what to do in state \d+, which it can reach/,
    );
  });
});
