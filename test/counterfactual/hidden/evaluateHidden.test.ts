import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { evaluateHidden } from '../../../src/counterfactual/hidden/evaluateHidden.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { enumeratePaths, hiddenRuns } from '../../support/hiddenRuns.js';
import { identityOf, shownLog, shownProblem } from '../../support/shownProblem.js';

const anyMechanism = fc.constantFrom(
  ...[gumbelMax(), inverseCdf(), maximal(), independent()].map((one) => completeMechanism(one, { rng: createRng(0) })),
);
const settings = fc.record({ horizon: fc.integer({ min: 3, max: 4 }), discount: fc.constantFrom(1, 0.5) });

describe('evaluateHidden', () => {
  test.prop([shownProblem, anyMechanism, settings, fc.boolean()], { numRuns: 100 })(
    'equals the enumeration of all hidden paths, and of all counterfactual runs of each',
    ({ mdp, abstraction, behaviour: acted, target, log }, mechanism, { horizon, discount }, known) => {
      const behaviour = known ? acted : undefined;
      const model = { mdp, abstraction, ...(behaviour && { behaviour }) };
      const evaluation = evaluateHidden(log, model, target, mechanism, { horizon, discount });
      const problem = { log, mdp, target, mechanism, horizon, discount, behaviour, shown: abstraction.map };
      const nOutcomes = mdp.outcomes.length;
      for (let e = 0; e < log.nEpisodes; e++) {
        if (enumeratePaths(problem, e).length === 0) continue;
        const { mean, second, steps, outcomes } = hiddenRuns(problem, e);
        expect(evaluation.expectedReturn[e]).toBeAllClose(mean, { atol: 1e-12 });
        expect(evaluation.returnVariance[e]).toBeAllClose(second - mean ** 2, { atol: 1e-11 });
        expect(evaluation.expectedLength[e]).toBeAllClose(steps, { atol: 1e-12 });
        expect(evaluation.outcomeProbability.subarray(e * nOutcomes, (e + 1) * nOutcomes)).toBeAllClose(outcomes, {
          atol: 1e-12,
        });
      }
    },
  );

  test.prop([shownProblem, anyMechanism, settings], { numRuns: 60 })(
    'is the plain evaluation where nothing is hidden',
    ({ mdp, behaviour, target, whole }, mechanism, options) => {
      const model = { mdp, abstraction: identityOf(mdp), behaviour };
      const plain = evaluateCounterfactual(whole, mdp, target, mechanism, options);
      const hidden = evaluateHidden(whole, model, target, mechanism, options);
      for (const key of ['expectedReturn', 'returnVariance', 'effect', 'expectedLength', 'outcomeProbability'] as const)
        expect(hidden[key]).toBeAllClose(plain[key], { atol: 1e-12 });
      expect(hidden.observedReturn).toEqual(plain.observedReturn);
      expect(hidden.observedOutcome).toEqual(plain.observedOutcome);
    },
  );

  test.prop([shownProblem, anyMechanism, fc.constantFrom(1, 0.5)], { numRuns: 40 })(
    'is the value of the policy on average over the logs that the behaviour writes',
    ({ mdp, abstraction, behaviour, target }, mechanism, discount) => {
      const horizon = 2;
      const [whole, chance] = everyRun(mdp, behaviour, horizon);
      const log = shownLog(whole, abstraction);
      const model = { mdp, abstraction, behaviour };
      const { expectedReturn } = evaluateHidden(log, model, target, mechanism, { horizon, discount });
      const mean = expectedReturn.reduce((sum, value, e) => sum + chance[e] * value, 0);
      expect(mean).toBeAllClose(policyValue(mdp, target, { horizon, discount }).value, { atol: 1e-9 });
    },
  );

  test.prop([shownProblem, anyMechanism], { numRuns: 30 })(
    'takes policies over what the log shows, of the target and of who acted',
    ({ mdp, abstraction, log }, mechanism) => {
      const seen = { nStates: 3, nActions: mdp.nActions, probability: new Float64Array(3 * mdp.nActions) };
      seen.probability.fill(1 / mdp.nActions);
      const model = { mdp, abstraction };
      const lifted = liftPolicy(seen, abstraction);
      const expected = evaluateHidden(log, { ...model, behaviour: lifted }, lifted, mechanism).expectedReturn;
      // Choices by what the log shows alone tell nothing of the rest.
      expect(evaluateHidden(log, { ...model, behaviour: seen }, seen, mechanism).expectedReturn).toEqual(expected);
      expect(evaluateHidden(log, model, seen, mechanism).expectedReturn).toBeAllClose(expected, { atol: 1e-12 });
    },
  );
});

/** Every run that a policy may take in a model, as one log, with the probability of each. */
function everyRun(mdp: Mdp, policy: Policy, horizon: number): [Trajectories, number[]] {
  const { nStates, nActions, rowStart, nextState, probability, reward, terminal, initial } = mdp;
  const builder = new TrajectoriesBuilder({ nStates, nActions, source: {} });
  const chances: number[] = [];
  type Step = [x: number, a: number, r: number, next: number];
  const visit = (x: number, steps: Step[], chance: number): void => {
    if (steps.length === horizon || terminal[x] === 1) {
      for (const step of steps) builder.step(...step);
      builder.endEpisode(terminal[x] === 1);
      chances.push(chance);
      return;
    }
    for (let row = x * nActions; row < (x + 1) * nActions; row++)
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
        const next = nextState[k];
        const p = chance * policy.probability[row] * probability[k];
        // Whatever is as unlikely changes nothing, and may not be told from impossible.
        if (p > 1e-100) visit(next, [...steps, [x, row % nActions, reward[k], next]], p);
      }
  };
  initial.forEach((p, x) => {
    if (p > 0) visit(x, [], p);
  });
  return [builder.finish(), chances];
}
