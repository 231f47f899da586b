import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { type Plan, planned } from '../../../src/counterfactual/explain/planned.js';
import { type WhatIf, prepareWhatIf, whatIf } from '../../../src/counterfactual/explain/whatIf.js';
import { fit } from '../../../src/fit/fit.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { type RunStep, type RunSums, counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism, { rng: createRng(0) });
const mechanisms = [gumbelMax(), inverseCdf(), maximal(), independent()].map(complete);
const oneFunction = mechanisms.filter((mechanism) => mechanism.implicit);
const NOTHING: ReadonlyMap<number, number> = new Map();

function always({ nStates, nActions }: Mdp, action: number): Policy {
  const probability = Float64Array.from({ length: nStates * nActions }, (_, row) => Number(row % nActions === action));
  return { nStates, nActions, probability };
}

interface Problem {
  readonly mdp: Mdp & { readonly visits: Uint32Array };
  readonly target: Policy;
  readonly log: Trajectories;
  readonly mechanism: CompleteMechanism;
  readonly discount: number;
  readonly horizon: number;
}

/** A model, a target, and a log that the model could have written: of its own making, or of triage or the chain. */
const problem: fc.Arbitrary<Problem> = fc
  .oneof(
    smallMdp({ maxStates: 4 }),
    fc.constantFrom('triage', 'chain').map((name) => createEnv(name).exactModel!()),
  )
  .chain((mdp) => {
    const size = mdp.nStates * mdp.nActions;
    return fc.record({
      mdp: fc
        .array(fc.nat({ max: 5 }), { minLength: size, maxLength: size })
        .map((visits) => ({ ...mdp, visits: Uint32Array.from(visits) })),
      target: anyPolicy(mdp),
      log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 })),
      mechanism: fc.constantFrom(...mechanisms),
      discount: fc.constantFrom(1, 0.5),
      horizon: fc.integer({ min: 3, max: 4 }),
    });
  });

/** When the target takes over, and an action at some steps, as numbers that pick what is possible. */
interface Picks {
  readonly takeOver: number;
  readonly edits: readonly (readonly [number, number])[];
}

const picks: fc.Arbitrary<Picks> = fc.record({
  takeOver: fc.nat(),
  edits: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
});

function planOf({ log, mdp, horizon }: Problem, e: number, { takeOver, edits }: Picks): Plan {
  const length = log.episodeStart[e + 1] - log.episodeStart[e];
  return {
    takeOver: takeOver % (length + 1),
    actions: new Map(edits.map(([t, a]) => [t % horizon, a % mdp.nActions])),
  };
}

function enumerate(given: Problem, e: number, plan: Plan, onStep: (step: RunStep) => void): RunSums {
  const { mdp, log, target } = given;
  const policyAt = (t: number, i: number | undefined): Policy => {
    const edit = plan.actions.get(t);
    if (edit !== undefined) return always(mdp, edit);
    return i !== undefined && t < plan.takeOver ? always(mdp, log.action[i]) : target;
  };
  return counterfactualRuns({ ...given, target: policyAt }, e, onStep);
}

/**
 * State 0 with two actions, ends 1 (reward 0) and 2 (reward 1): action 0 gives them as (1/2, 1/2), action 1 as (1/4,
 * 3/4). One patient was given action 0 and lost.
 */
const oneDecision: { readonly mdp: Mdp; readonly log: Trajectories } = {
  mdp: {
    nStates: 3,
    nActions: 2,
    rowStart: Uint32Array.of(0, 2, 4, 4, 4, 4, 4),
    nextState: Uint32Array.of(1, 2, 1, 2),
    probability: Float64Array.of(0.5, 0.5, 0.25, 0.75),
    reward: Float64Array.of(0, 1, 0, 1),
    initial: Float64Array.of(1, 0, 0),
    terminal: Uint8Array.of(0, 1, 1),
    outcomes: ['going on', 'lost', 'won'].map((name) => ({ name, reward: 0 })),
    outcome: Uint8Array.of(0, 1, 2),
    source: {},
  },
  log: {
    nEpisodes: 1,
    nStates: 3,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 1),
    state: Int32Array.of(0),
    action: Int32Array.of(0),
    reward: Float64Array.of(0),
    nextState: Int32Array.of(1),
    terminated: Uint8Array.of(1),
    source: {},
  },
};

describe('whatIf', () => {
  test.prop([problem, picks], { numRuns: 80 })('is what the enumeration of all runs gives', (given, picked) => {
    const { mdp, target, log, mechanism, discount, horizon } = given;
    const { nStates, nActions } = mdp;
    const of = prepareWhatIf({ trajectories: log, mdp, policy: target, mechanism }, { discount, horizon });
    for (let e = 0; e < log.nEpisodes; e++) {
      const plan = planOf(given, e, picked);
      const [going, taken] = [new Float64Array(horizon * nStates), new Float64Array(horizon * nActions)];
      const [thin, unseen] = [new Float64Array(horizon), new Float64Array(horizon)];
      const runs = enumerate(given, e, plan, ({ observed, time, state, action, probability }) => {
        going[time * nStates + state] += probability;
        taken[time * nActions + action] += probability;
        const cases = mdp.visits[state * nActions + action];
        if (mechanism.implicit && observed !== undefined)
          if (state === log.state[observed] && action === log.action[observed]) return;
        if (cases <= 2) thin[time] += probability;
        if (cases === 0) unseen[time] += probability;
      });
      const found = of(e, plan);
      expect(found.horizon).toBe(horizon);
      expect(found.expectedReturn).toBeAllClose(runs.mean, { atol: 1e-12 });
      expect(found.returnVariance).toBeAllClose(runs.second - runs.mean ** 2, { atol: 1e-12 });
      expect(found.outcomeProbability).toBeAllClose(runs.outcomes, { atol: 1e-12 });
      const living = found.marginals.map((p, i) => p * (1 - mdp.terminal[i % nStates])).subarray(0, horizon * nStates);
      expect(living).toBeAllClose(going, { atol: 1e-12 });
      for (let t = 0; t <= horizon; t++)
        expect(sum(found.marginals.subarray(t * nStates, (t + 1) * nStates))).toBeAllClose(1, { atol: 1e-12 });
      expect(found.actionProbability).toBeAllClose(taken, { atol: 1e-12 });
      expect(found.thinMass).toBeAllClose(thin, { atol: 1e-12 });
      expect(found.unseenMass).toBeAllClose(unseen, { atol: 1e-12 });
    }
  });

  test.prop([problem, picks], { numRuns: 30 })('is the evaluation of what is planned', (given, picked) => {
    const { mdp, target, log, mechanism, discount, horizon } = given;
    const options = { discount, horizon };
    const of = prepareWhatIf({ trajectories: log, mdp, policy: target, mechanism }, options);
    for (let e = 0; e < log.nEpisodes; e++) {
      const plan = planOf(given, e, picked);
      const acts = planned(target, plan);
      const evaluation = evaluateCounterfactual(log, mdp, acts, mechanism, options);
      const found = of(e, plan);
      expect(found.expectedReturn).toBeAllClose(evaluation.expectedReturn[e], { atol: 1e-12 });
      expect(found.marginals).toBeAllClose(counterfactualMarginals(log, mdp, acts, mechanism, options)(e));
      if (!mechanism.implicit) continue;
      const { lower, upper } = counterfactualBounds(log, mdp, acts, findAssumption('none'), options);
      expect(found.expectedReturn).toBeGreaterThanOrEqual(lower[e] - 1e-9);
      expect(found.expectedReturn).toBeLessThanOrEqual(upper[e] + 1e-9);
    }
  });

  it('by hand: one patient, lost under one treatment, had it been the other', () => {
    const { mdp, log } = oneDecision;
    const problem = { trajectories: log, mdp, policy: always(mdp, 0), mechanism: complete(inverseCdf()) };
    const found = whatIf(problem, 0, { takeOver: 1, actions: new Map([[0, 1]]) });
    // Lost had u < 1/2, and of those the half with u < 1/4 are lost with action 1, too.
    expect(found.marginals).toBeAllClose([1, 0, 0, 0, 0.5, 0.5]);
    expect(found.actionProbability).toBeAllClose([0, 1]);
    expect(found.outcomeProbability).toBeAllClose([0, 0.5, 0.5]);
    expect(found.expectedReturn).toBeAllClose(0.5);
    expect(found.returnVariance).toBeAllClose(0.25);
    expect(found.thinMass).toBeUndefined();
    expect(found.unseenMass).toBeUndefined();
  });
});

describe('on a whole log of sepsis', () => {
  const env = createEnv('sepsis');
  const behaviour = createPolicy('physician', env.exactModel!());
  const recorded = simulate(createRng(1), env, behaviour, { episodes: 40, horizon: 20 });
  const log = projectTrajectories(recorded, env, 'projected', 'direct');
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  const { mdp } = fit(recorded, space);
  const policy = uniform(mdp.nStates, mdp.nActions);

  it.each(mechanisms)('without a plan it is the counterfactual: $name', (mechanism) => {
    const options = { discount: 0.99 };
    const evaluation = evaluateCounterfactual(log, mdp, policy, mechanism, options);
    const of = prepareWhatIf({ trajectories: log, mdp, policy, mechanism }, options);
    const found = Array.from({ length: log.nEpisodes }, (_, e) => of(e, { takeOver: 0, actions: NOTHING }));
    expect(found.map((each) => each.expectedReturn)).toBeAllClose(evaluation.expectedReturn, { atol: 1e-12 });
    expect(found.map((each) => each.returnVariance)).toBeAllClose(evaluation.returnVariance, { atol: 1e-12 });
    expect(found.flatMap((each) => [...each.outcomeProbability])).toBeAllClose(evaluation.outcomeProbability, {
      atol: 1e-12,
    });
    expect(counterfactualMarginals(log, mdp, policy, mechanism, options)(7)).toBeAllClose(found[7].marginals, {
      atol: 1e-12,
    });
    expect(discounted(found, ({ thinMass }) => thinMass!) / discounted(found, stepsOf)).toBeAllClose(
      thinShare(evaluation)!,
      { atol: 1e-12 },
    );
  });

  it.each(oneFunction)('taken over after the log alone, it is what happened: $name', (mechanism) => {
    const of = prepareWhatIf({ trajectories: log, mdp, policy, mechanism }, { discount: 0.99 });
    const outcome = observedOutcomes(log, mdp.outcomes, mdp.outcome);
    const earned = episodeReturns(log, 0.99);
    for (let e = 0; e < log.nEpisodes; e++) {
      const length = log.episodeStart[e + 1] - log.episodeStart[e];
      const found = of(e, { takeOver: length, actions: NOTHING });
      expect(found.outcomeProbability[outcome[e]]).toBeAllClose(1, { atol: 1e-12 });
      expect(found.expectedReturn).toBeAllClose(earned[e], { atol: 1e-12 });
      expect(found.returnVariance).toBeAllClose(0, { atol: 1e-12 });
      expect(sum(found.thinMass!)).toBeAllClose(0, { atol: 1e-12 });
    }
  });

  it('is the same whatever room there is for rows', () => {
    const plan = { takeOver: 2, actions: new Map([[4, 1]]) };
    const [mechanism] = mechanisms;
    const problem = { trajectories: log, mdp, policy, mechanism };
    const roomy = prepareWhatIf(problem);
    const narrow = prepareWhatIf(problem, { rowBytes: 0 });
    for (let e = 0; e < 5; e++) expect(narrow(e, plan)).toEqual(roomy(e, plan));
  });

  it('is the counterfactual of clinicians who follow advice, too', () => {
    const [mechanism] = mechanisms;
    const { nStates, nActions } = mdp;
    // Of each intention half is kept, and half becomes the action after it.
    const probability = Float64Array.from({ length: nStates * nActions * nActions }, (_, row) => {
      const [intended, action] = [Math.floor(row / nActions) % nActions, row % nActions];
      return action === intended || action === (intended + 1) % nActions ? 0.5 : 0;
    });
    const advised = { advice: { nStates, nActions, probability }, clinician: policy };
    const of = prepareWhatIf({ trajectories: log, mdp, policy: advised, mechanism });
    const { expectedReturn } = evaluateCounterfactual(log, mdp, advised, mechanism);
    for (let e = 0; e < log.nEpisodes; e++)
      expect(of(e, { takeOver: 0, actions: NOTHING }).expectedReturn).toBeAllClose(expectedReturn[e]);
  });

  const stepsOf = ({ actionProbability, horizon }: WhatIf): Float64Array =>
    Float64Array.from({ length: horizon }, (_, t) => sum(actionProbability.subarray(t * 8, (t + 1) * 8)));
  const discounted = (found: readonly WhatIf[], of: (each: WhatIf) => Float64Array): number =>
    found.reduce((total, each) => total + of(each).reduce((s, mass, t) => s + mass * 0.99 ** t, 0), 0);
});

describe('a plan that cannot be', () => {
  const { mdp, log } = oneDecision;
  const problem = { trajectories: log, mdp, policy: always(mdp, 0), mechanism: mechanisms[0] };
  const attempt =
    (plan: Plan, episode = 0): (() => unknown) =>
    () =>
      whatIf(problem, episode, plan);

  it('is refused by what is wrong with it', () => {
    expect(attempt({ takeOver: 2, actions: NOTHING })).toThrow(
      'whatIf: takeOver must be from 0 to 1, the steps of episode 0, got 2 - at 1 the policy acts after the log only',
    );
    expect(attempt({ takeOver: -1, actions: NOTHING })).toThrow(
      'plan: takeOver must be an integer ≥ 0, or Infinity, got -1',
    );
    expect(attempt({ takeOver: 0, actions: new Map([[1, 0]]) })).toThrow(
      'whatIf: actions must be at steps from 0 to 0, got one at step 1 for episode 0 - leave it out, or give a longer horizon',
    );
    expect(attempt({ takeOver: 0, actions: new Map([[0.5, 0]]) })).toThrow(
      'plan: a step of actions must be an integer ≥ 0, got 0.5',
    );
    expect(attempt({ takeOver: 0, actions: new Map([[0, 2]]) })).toThrow(
      'plan: the action at step 0 must be from 0 to 1, got 2',
    );
    expect(attempt({ takeOver: 0, actions: NOTHING }, 1)).toThrow(
      'whatIf: episode must be an index from 0 to 0, got 1',
    );
  });

  it('is refused where its action is not possible', () => {
    const rowStart = Uint32Array.of(0, 2, 2, 2, 2, 2, 2);
    const without = { ...mdp, rowStart };
    expect(() => whatIf({ ...problem, mdp: without }, 0, { takeOver: 1, actions: new Map([[0, 1]]) })).toThrow(
      'whatIf: policy must not take action 1 in state 0 at t = 0 of episode 0, which is not possible there, got probability 1 - choose among 0',
    );
  });
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
