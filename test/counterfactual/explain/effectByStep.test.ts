import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { bootstrapMean } from '../../../src/core/statistics/bootstrapMean.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { effectByStep } from '../../../src/counterfactual/explain/effectByStep.js';
import { summarizeEffectByStep } from '../../../src/counterfactual/explain/summarizeEffectByStep.js';
import { prepareWhatIf } from '../../../src/counterfactual/explain/whatIf.js';
import { fit } from '../../../src/fit/fit.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism, { rng: createRng(0) });
const mechanisms = [gumbelMax(), inverseCdf(), maximal()].map(complete);
const NOTHING: ReadonlyMap<number, number> = new Map();

interface Problem {
  readonly mdp: Mdp;
  readonly target: Policy;
  readonly other: Policy;
  readonly log: Trajectories;
  readonly mechanism: CompleteMechanism;
  readonly discount: number;
  readonly horizon: number;
}

const problem: fc.Arbitrary<Problem> = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    target: anyPolicy(mdp),
    other: anyPolicy(mdp),
    log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 })),
    mechanism: fc.constantFrom(...mechanisms),
    discount: fc.constantFrom(1, 0.5),
    horizon: fc.integer({ min: 3, max: 4 }),
  }),
);

function repeating({ nStates, nActions }: Mdp, action: number): Policy {
  const probability = Float64Array.from({ length: nStates * nActions }, (_, row) => Number(row % nActions === action));
  return { nStates, nActions, probability };
}

/** Checks the laws that hold whatever the log: see `effectByStep`. */
function expectLaws(
  log: Trajectories,
  mdp: Mdp,
  target: Policy,
  mechanism: CompleteMechanism,
  options: { discount: number; horizon?: number },
): void {
  const found = effectByStep(log, mdp, target, mechanism, options);
  const { expectedReturn } = evaluateCounterfactual(log, mdp, target, mechanism, options);
  const of = prepareWhatIf({ trajectories: log, mdp, policy: target, mechanism }, options);
  for (let e = 0; e < log.nEpisodes; e++) {
    const [from, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
    const sum = found.contribution.subarray(from, end).reduce((total, own) => total + own, 0);
    expect(found.value[from]).toBeAllClose(expectedReturn[e], { atol: 1e-12 });
    expect(sum).toBeAllClose(expectedReturn[e] - found.asLogged[e], { atol: 1e-12 });
    const planned = Array.from(
      { length: end - from + 1 },
      (_, t) => of(e, { takeOver: t, actions: NOTHING }).expectedReturn,
    );
    expect([...found.value.subarray(from, end), found.asLogged[e]]).toBeAllClose(planned, { atol: 1e-12 });
  }
}

/** On a line 0, 1, 2 (end, which pays 1) action 0 waits, which pays 1/4 in state 1, and action 1 moves on for sure. */
const line: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 1, 2, 3, 4, 4, 4),
  nextState: Uint32Array.of(0, 1, 1, 2),
  probability: Float64Array.of(1, 1, 1, 1),
  reward: Float64Array.of(0, 0, 0.25, 1),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 0, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'there', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 0, 1),
  source: {},
};

describe('effectByStep', () => {
  test.prop([problem], { numRuns: 60 })('is what the enumeration of all runs gives', (given) => {
    const { mdp, target, log, mechanism, discount, horizon } = given;
    const { value, asLogged, contribution } = effectByStep(log, mdp, target, mechanism, { discount, horizon });
    for (let e = 0; e < log.nEpisodes; e++) {
      const [from, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
      const takenOverAt = (takeOver: number): number => {
        const policyAt = (t: number, i: number | undefined): Policy =>
          i !== undefined && t < takeOver ? repeating(mdp, log.action[i]) : target;
        return counterfactualRuns({ ...given, target: policyAt }, e).mean;
      };
      expect(asLogged[e]).toBeAllClose(takenOverAt(end - from), { atol: 1e-12 });
      for (let i = from; i < end; i++) {
        expect(value[i]).toBeAllClose(takenOverAt(i - from), { atol: 1e-12 });
        expect(contribution[i]).toBeAllClose(takenOverAt(i - from) - takenOverAt(i - from + 1), { atol: 1e-12 });
      }
    }
  });

  test.prop([problem], { numRuns: 30 })('sums to the effect', ({ mdp, target, log, mechanism, ...options }) => {
    expectLaws(log, mdp, target, mechanism, options);
  });

  test.prop([problem], { numRuns: 30 })(
    'takes what goes by the step',
    ({ mdp, target, other, log, mechanism, discount, horizon }) => {
      const acting = {
        nStates: mdp.nStates,
        nActions: mdp.nActions,
        policyAt: (t: number) => (t % 2 === 0 ? target : other),
      };
      const found = effectByStep(log, mdp, acting, mechanism, { discount, horizon });
      const { expectedReturn } = evaluateCounterfactual(log, mdp, acting, mechanism, { discount, horizon });
      for (let e = 0; e < log.nEpisodes; e++)
        expect(found.value[log.episodeStart[e]]).toBeAllClose(expectedReturn[e], { atol: 1e-12 });
    },
  );

  test.prop([problem], { numRuns: 30 })('goes on for ever without a horizon', ({ mdp, target, log, mechanism }) => {
    const at = (horizon: number): Float64Array =>
      effectByStep(log, mdp, target, mechanism, { horizon, discount: 0.5 }).value;
    expect(at(Infinity)).toBeAllClose(at(80), { atol: 1e-9 });
  });

  it('by hand: two steps along a line, of which the first one missed its chance', () => {
    // The log waited, moved and was cut off. A target that moves is there in time from either step: it gains nothing by
    // taking over earlier, but for the discount.
    const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
    builder.step(0, 0, 0, 0);
    builder.step(0, 1, 0, 1);
    builder.endEpisode(false);
    const log = builder.finish();
    const move = repeating(line, 1);
    const at = (horizon: number) => effectByStep(log, line, move, mechanisms[0], { horizon, discount: 0.5 });
    // From step 0: 1 earned at t = 1. From step 1 or after the log: at t = 2, if there is one.
    expect(at(3)).toMatchObject({ value: Float64Array.of(0.5, 0.25), asLogged: Float64Array.of(0.25) });
    expect(at(3).contribution).toBeAllClose([0.25, 0]);
    expect(at(2)).toMatchObject({ value: Float64Array.of(0.5, 0), asLogged: Float64Array.of(0) });
    expect(at(2).contribution).toBeAllClose([0.5, 0]);
  });

  it('by hand: taking over where the target would not have come', () => {
    // The log moved twice, and was paid 1 at the second step. A target that waits earns nothing from the start, and is
    // paid for waiting in state 1, where only the log brought it.
    const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
    builder.step(0, 1, 0, 1);
    builder.step(1, 1, 1, 2);
    builder.endEpisode(true);
    const found = effectByStep(builder.finish(), line, repeating(line, 0), mechanisms[0], { horizon: 3 });
    expect(found.value).toBeAllClose([0, 0.5]);
    expect(found.asLogged).toBeAllClose([1]);
    expect(found.contribution).toBeAllClose([-0.5, -0.5]);
  });

  it('holds its laws on a whole log of sepsis, also of episodes that the model was not fitted to', () => {
    const env = createEnv('sepsis');
    const recorded = simulate(createRng(1), env, createPolicy('physician', env.exactModel!()), {
      episodes: 30,
      horizon: 20,
    });
    const log = projectTrajectories(recorded, env, 'projected', 'direct');
    const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
    const { mdp } = fit(
      subset(
        recorded,
        Array.from({ length: 20 }, (_, e) => e),
      ),
      space,
    );
    const target = uniform(mdp.nStates, mdp.nActions);
    expect(evaluateCounterfactual(log, mdp, target, mechanisms[0]).unmodelled.steps).toBeGreaterThan(0);
    for (const mechanism of mechanisms) expectLaws(log, mdp, target, mechanism, { discount: 0.99 });
    expect(() => effectByStep(log, mdp, target, mechanisms[0], { unmodelled: 'skip' })).toThrow(
      /every step must be one that the counterfactual can repeat, got \d+ skipped - set unmodelled to mix/,
    );
  });

  it('takes policies over time, which have no end to look to without a horizon', () => {
    const log = simulate(createRng(1), line, uniform(3, 2), { episodes: 5, horizon: 3 });
    const policy = repeated(uniform(3, 2), 4);
    const at = (horizon: number): Float64Array => effectByStep(log, line, policy, mechanisms[0], { horizon }).value;
    expect(at(4)).toBeAllClose(effectByStep(log, line, uniform(3, 2), mechanisms[0], { horizon: 4 }).value, {
      atol: 1e-12,
    });
    expect(() => at(Infinity)).toThrow(/effectByStep: horizon must be finite/);
  });

  it('is refused for a mechanism that draws anew', () => {
    const mdp = createEnv('triage').exactModel!();
    const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 2, horizon: 1 });
    expect(() => effectByStep(log, mdp, uniform(4, 2), complete(independent()))).toThrow(
      "effectByStep: the mechanism must repeat what was observed where the same is done in the same state, got 'independent', which draws anew - take one that is a function of its noise, such as gumbel-max",
    );
  });

  it('tells how far it is', () => {
    const mdp = createEnv('triage').exactModel!();
    const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 2, horizon: 1 });
    const seen: number[] = [];
    effectByStep(log, mdp, uniform(4, 2), mechanisms[0], { progress: (e) => seen.push(e) });
    expect(seen).toEqual([0, 1]);
  });
});

describe('summarizeEffectByStep', () => {
  it('means over all episodes, those that had ended counting as nothing', () => {
    const found = {
      nEpisodes: 3,
      horizon: 3,
      discount: 1,
      exact: true,
      episodeStart: Uint32Array.of(0, 1, 4, 6),
      value: Float64Array.of(1, 2, 3, 4, 5, 6),
      asLogged: Float64Array.of(0, 0, 0),
      contribution: Float64Array.of(1, -1, 2, 5, 3, 4),
    };
    const summary = summarizeEffectByStep(createRng(7), found, { level: 0.8, replicates: 50 });
    const means = summary.map(({ contribution: { mean } }) => mean);
    expect(summary.map(({ t, nEpisodes }) => [t, nEpisodes])).toEqual([
      [0, 3],
      [1, 2],
      [2, 1],
    ]);
    expect(means).toBeAllClose([1, 2, 5 / 3]);
    // The mean effect: 14 over three episodes.
    expect(means.reduce((sum, mean) => sum + mean, 0)).toBeAllClose(14 / 3);
    expect(summary[1].contribution.standardError).toBeAllClose(Math.sqrt((4 + 0 + 4) / 2 / 3));
    const interval = bootstrapMean(createRng(7).fork('bootstrap'), Float64Array.of(0, 2, 4), {
      level: 0.8,
      replicates: 50,
    });
    expect(summary[1].contribution).toMatchObject(interval);
  });
});
