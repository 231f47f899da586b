import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateHiddenPlan } from '../../../src/counterfactual/hidden/evaluateHiddenPlan.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { enumeratePaths, hiddenRuns } from '../../support/hiddenRuns.js';
import { abstractionOf, shownProblem } from '../../support/shownProblem.js';
import { oneAction } from '../../support/oneAction.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';

const complete = [gumbelMax(), inverseCdf(), maximal(), independent()].map((one) =>
  completeMechanism(one, { rng: createRng(0) }),
);

describe('evaluateHiddenPlan', () => {
  test.prop(
    [shownProblem, fc.constantFrom(...complete), fc.array(fc.nat(), { minLength: 9, maxLength: 9 }), fc.boolean()],
    {
      numRuns: 80,
    },
  )(
    'equals the enumeration of all hidden paths and runs',
    ({ mdp, abstraction, behaviour, target, log }, mechanism, drawn, followed) => {
      const plan = drawn.slice(0, log.state.length).map((n) => n % mdp.nActions);
      const following = followed ? { after: target, horizon: 4 } : {};
      const model = { mdp, abstraction, behaviour };
      const evaluation = evaluateHiddenPlan(log, model, plan, mechanism, { discount: 0.5, ...following });
      const problem = { log, mdp, mechanism, discount: 0.5, behaviour, shown: abstraction.map };
      for (let e = 0; e < log.nEpisodes; e++) {
        const [first, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
        if (enumeratePaths(problem, e).length === 0) continue;
        const { mean, second, steps, outcomes } = hiddenRuns(
          {
            ...problem,
            horizon: followed ? 4 : end - first,
            target: (t) => (first + t < end ? always(plan[first + t], mdp) : target),
          },
          e,
        );
        expect(evaluation.expectedReturn[e]).toBeAllClose(mean, { atol: 1e-12 });
        expect(evaluation.returnVariance[e]).toBeAllClose(second - mean ** 2, { atol: 1e-11 });
        expect(evaluation.expectedLength[e]).toBeAllClose(steps, { atol: 1e-12 });
        expect(evaluation.outcomeProbability.subarray(e * outcomes.length, (e + 1) * outcomes.length)).toBeAllClose(
          outcomes,
          { atol: 1e-12 },
        );
      }
    },
  );

  test.prop([shownProblem, fc.constantFrom(complete[0], complete[1])], { numRuns: 30 })(
    'is what happened where the plan is what was done',
    ({ mdp, abstraction, behaviour, log }, mechanism) => {
      const { outcomeProbability, expectedLength } = evaluateHiddenPlan(
        log,
        { mdp, abstraction, behaviour },
        log.action,
        mechanism,
      );
      for (let e = 0; e < log.nEpisodes; e++) {
        expect(expectedLength[e]).toBeAllClose(log.episodeStart[e + 1] - log.episodeStart[e], { atol: 1e-12 });
        const goingOn = outcomeProbability[e * mdp.outcomes.length];
        expect(goingOn).toBeAllClose(1 - log.terminated[e], { atol: 1e-12 });
      }
    },
  );

  test('refuses plans of another length, of actions that there are not, and of impossible ones', () => {
    const mdp = oneAction(
      [
        [
          { next: 0, p: 0.5 },
          { next: 1, p: 0.5 },
        ],
        [{ next: 1, p: 1 }],
      ],
      {
        nActions: 2,
        rowStart: Uint32Array.of(0, 2, 2, 3, 3),
      },
    );
    const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
    builder.step(0, 0, 0, 0);
    builder.step(0, 0, 0, 0);
    builder.endEpisode(false);
    const log = builder.finish();
    const plan =
      (...actions: number[]) =>
      () =>
        evaluateHiddenPlan(log, { mdp, abstraction: abstractionOf(mdp, [0, 0]) }, actions, complete[0]);
    expect(plan(0)).toThrow('plan must have an action for each of the 2 steps of the log, got 1');
    expect(plan(0, 2)).toThrow('plan must have actions from 0 to 1, got 2 at step 1 of the log');
    expect(plan(0, 1)).toThrow(
      'plan must not take action 1 at step 1 of the log, as it may meet state 0 of the model, in which it is not possible',
    );
    expect(() =>
      evaluateHiddenPlan(log, { mdp, abstraction: abstractionOf(mdp, [0, 0]) }, [0, 0], complete[0], { horizon: 3 }),
    ).toThrow('a horizon needs a policy to follow the log, got 3 steps and none - name it as after');
    expect(plan(0, 0)().expectedLength).toBeAllClose([2], { atol: 1e-12 });
  });
});

/** The policy that takes one action in every state. */
function always(action: number, { nStates, nActions }: Mdp): Policy {
  const probability = Float64Array.from({ length: nStates * nActions }, (_, row) => Number(row % nActions === action));
  return { nStates, nActions, probability };
}
