import { createRng } from '../../core/random/rng.js';
import {
  type CounterfactualEvaluation,
  evaluateCounterfactual,
} from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { thinShare } from '../../counterfactual/evaluate/thinShare.js';
import { fit } from '../../fit/fit.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import { mixWorst } from '../../fit/worst/mixWorst.js';
import type { TrainedGadget } from '../../gadgets/training/trainGadget.js';
import { checkStates } from '../../honest/checkStates/checkStates.js';
import { type Improvement, improve } from '../../honest/improve/improve.js';
import { type Verdict, verdict } from '../../honest/verdict/verdict.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import { spaceOf } from '../../mdp/env.js';
import { returnRange } from '../../mdp/evaluate/returnRange.js';
import { type Estimate, offPolicyEvaluation } from '../../ope/offPolicyEvaluation.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { HORIZON, SPACE, type Worth, demoWorld, worth } from './demoWorld.js';
import { type Learned, learned, verdictOn } from './learned.js';
import { type DemoMechanisms, mechanismsOf } from './mechanismsOf.js';

/** `dm` has a value whatever the log. */
const ESTIMATORS = ['dm', 'wis', 'dr'] as const;

/** All that the demo tells. */
export interface DemoStory {
  readonly episodes: number;
  readonly seed: number;
  /** As the physician saw the patients, and as the learner does. */
  readonly log: Trajectories;
  readonly patients: Trajectories;
  readonly observed: Worth;
  readonly physician: Worth;
  readonly plain: Learned & { readonly verdict: Verdict };
  readonly pessimistic: Learned & { readonly verdict: Verdict };
  /** Of the plain policy, by mechanism; the first is reported in full. */
  readonly evaluations: readonly { readonly name: string; readonly evaluation: CounterfactualEvaluation }[];
  readonly missingGadget: DemoMechanisms['missing'];
  readonly gadget: TrainedGadget | undefined;
  /** Of the plain policy. */
  readonly estimates: readonly Estimate[];
  readonly improvement: Improvement;
  /** On the lower bound of what the advice gains. */
  readonly improvementVerdict: Verdict;
  readonly advised: Worth;
}

/** Simulates patients, learns from them, and asks what the answers are worth. */
export async function demoStory(
  episodes: number,
  seed: number,
  source: { readonly version: string; readonly command: string },
): Promise<DemoStory> {
  const world = demoWorld();
  const { env, truth, physician, hiding } = world;
  const log = simulate(createRng(seed), env, physician, { episodes, horizon: HORIZON, propensities: 'all' });
  const patients = projectTrajectories(log, env, SPACE, 'direct');
  const { mdp } = fit(log, fitSpaceOf(env, env.recorded, SPACE));
  const [plain, pessimistic] = [learned(mdp, world), learned(mixWorst(mdp, 1), world)];
  const { mechanisms, gadget, missing } = await mechanismsOf(patients, plain, { seed, ...source });
  const evaluations = mechanisms.map(([name, mechanism]) => ({
    name,
    evaluation: evaluateCounterfactual(patients, mdp, plain.policy, mechanism, { horizon: HORIZON }),
  }));
  const { estimates } = offPolicyEvaluation(createRng(seed), patients, plain.policy, {
    estimators: ESTIMATORS,
    interval: false,
  });
  const ends = observedOutcomes(log, env.outcomes, spaceOf(env, env.recorded).outcome);
  const states = checkStates(createRng(seed), patients, { ends });
  const improvement = improve(createRng(seed), patients, {
    leastReturn: returnRange(truth, { horizon: HORIZON, discount: 1 }).returns[0],
  });
  return {
    episodes,
    seed,
    log,
    patients,
    observed: {
      value: mean(episodeReturns(patients, 1)),
      death: mean(ends.map((end) => (end === 1 ? 1 : 0))),
      discharge: mean(ends.map((end) => (end === 2 ? 1 : 0))),
    },
    physician: worth(truth, physician),
    plain: { ...plain, verdict: verdictOn(plain, states, thinShare(evaluations[0].evaluation)) },
    pessimistic: { ...pessimistic, verdict: verdictOn(pessimistic, states) },
    evaluations,
    gadget,
    missingGadget: missing,
    estimates,
    improvement,
    improvementVerdict: verdict('gain', { gainBound: improvement.adjustedLower ?? 0 }),
    advised: worth(truth, advisedPolicy(physician, improvement.advice, hiding)),
  };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
