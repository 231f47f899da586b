import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { fit } from '../../../src/fit/fit.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { createEnv } from '../../../envs/registry.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { type RunStep, counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const mechanisms: readonly CompleteMechanism[] = [gumbelMax(), independent()].map((mechanism) =>
  completeMechanism(mechanism, { rng: createRng(0) }),
);

/** A model whose rows have 0 to 5 cases, two policies, and a log that the model could have written. */
const problem = smallMdp({ maxStates: 5 })
  .chain((mdp) =>
    fc
      .array(fc.nat({ max: 5 }), { minLength: mdp.nStates * mdp.nActions, maxLength: mdp.nStates * mdp.nActions })
      .map((visits) => ({ ...mdp, visits: Uint32Array.from(visits) })),
  )
  .chain((mdp) =>
    fc.tuple(anyPolicy(mdp), anyPolicy(mdp)).chain(([behaviour, target]) =>
      fc.record({
        mdp: fc.constant(mdp),
        target: fc.constant(target),
        log: logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 }),
        mechanism: fc.constantFrom(...mechanisms),
        discount: fc.constantFrom(1, 0.5),
      }),
    ),
  );

describe('thinShare', () => {
  test.prop([problem, fc.integer({ min: 3, max: 4 })], { numRuns: 60 })(
    'is what the enumeration of all counterfactual runs counts',
    ({ log, mdp, target, mechanism, discount }, horizon) => {
      const evaluation = evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount });
      let [steps, thin] = [0, 0];
      const count = ({ observed, time, state, action, probability }: RunStep): void => {
        const weight = probability * discount ** time;
        const repeats = observed !== undefined && state === log.state[observed] && action === log.action[observed];
        steps += weight;
        if (mdp.visits[state * mdp.nActions + action] <= 2 && !(repeats && mechanism.implicit)) thin += weight;
      };
      for (let e = 0; e < log.nEpisodes; e++)
        counterfactualRuns({ log, mdp, target, mechanism, horizon, discount }, e, count);
      expect(thinShare(evaluation)).toBeAllClose(steps === 0 ? 0 : thin / steps, { atol: 1e-12 });
    },
  );

  test.prop([problem], { numRuns: 60 })('without a horizon is the limit of long ones', (given) => {
    const { log, mdp, target, mechanism } = given;
    const at = (horizon: number): number =>
      thinShare(evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount: 0.5 }))!;
    expect(at(Infinity)).toBeAllClose(at(80), { atol: 1e-9 });
  });

  it('counts neither what was logged nor rows of three cases', () => {
    // One state and its end. Action 0 is logged three times, action 1 twice, each time as the second of a run.
    const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 2, source: {} });
    for (const [action, next] of [
      [0, 0],
      [1, 1],
      [0, 0],
      [1, 1],
      [0, 1],
    ]) {
      builder.step(0, action, 0, next);
      if (next === 1) builder.endEpisode(true);
    }
    const log = builder.finish();
    const { mdp } = fit(log, undefined);
    const share = (policy: Policy): number | undefined =>
      thinShare(evaluateCounterfactual(log, mdp, policy, mechanisms[0], { horizon: 2 }));
    expect(share(tabular([0, 0], 2))).toBe(0);
    expect(share(tabular([1, 0], 2))).toBe(1);
    // Of 1.5, 1.5 and 1 steps: the half of each first one that takes action 1, which nobody did then.
    expect(share(uniform(2, 2))).toBeAllClose(1.5 / 4);
  });

  it('goes by the long run where runs never end', () => {
    // Two states that take turns for ever; the log has the first of them often, the second once.
    const mdp: Mdp = {
      nStates: 2,
      nActions: 1,
      rowStart: Uint32Array.of(0, 1, 2),
      nextState: Uint32Array.of(1, 0),
      probability: Float64Array.of(1, 1),
      reward: Float64Array.of(0, 0),
      initial: Float64Array.of(1, 0),
      terminal: Uint8Array.of(0, 0),
      outcomes: [{ name: 'going on', reward: 0 }],
      outcome: Uint8Array.of(0, 0),
      visits: Uint32Array.of(9, 1),
      source: {},
    };
    const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 1, source: {} });
    builder.step(0, 0, 0, 1);
    builder.endEpisode(false);
    const evaluation = evaluateCounterfactual(builder.finish(), mdp, tabular([0, 0], 1), mechanisms[0], {
      horizon: Infinity,
    });
    expect(thinShare(evaluation)).toBeAllClose(0.5, { atol: 1e-6 });
  });

  it('says nothing of a model that is exact', () => {
    const exact = createEnv('triage').exactModel!();
    const log = simulate(createRng(1), exact, uniform(4, 2), { episodes: 3, horizon: 1 });
    const target = tabular([0, 0, 0, 0], 2);
    expect(thinShare(evaluateCounterfactual(log, exact, target, mechanisms[0]))).toBeUndefined();
  });
});
