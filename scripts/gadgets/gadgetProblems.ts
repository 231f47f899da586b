import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { valueScore } from '../../src/counterfactual/effects/entryScore.js';
import { drawnPairs, heldOutPairs } from '../../src/experiments/table1/drawnPairs.js';
import { fit } from '../../src/fit/fit.js';
import type { PairSource, TrainingPair } from '../../src/gadgets/training/trainingPair.js';
import { drawBatch } from '../../src/gadgets/training/trainingPair.js';
import { trainingObjectives } from '../../src/gadgets/training/trainingObjectives.js';
import { gadgetTraining } from '../../src/learning/gadgetTraining.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

/** What a gadget is trained on, and judged by. */
export interface GadgetProblem {
  /** K; the outcomes are 0 to K − 1. */
  readonly nOutcomes: number;
  readonly source: PairSource;
  readonly heldOut: readonly TrainingPair[];
  /** Shape (K): the squared difference of it is to be small. */
  readonly score: Float64Array;
}

/** Pairs of the papers' table 1, column `independent`. */
export function tenOutcomes(): GadgetProblem {
  const pairs = { nOutcomes: 10, logitRange: 8, heldOut: 256, heldOutSeed: 0 };
  return {
    nOutcomes: 10,
    source: drawnPairs(pairs, 'independent'),
    heldOut: heldOutPairs(pairs, 'independent'),
    score: Float64Array.from({ length: 10 }, (_, k) => k),
  };
}

/**
 * The pairs that counterfactuals of 20,000 sepsis patients visit under the best policy of the fitted model, over all
 * 146 states of it.
 */
export function sepsisOutcomes(): GadgetProblem {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const log = simulate(createRng(1), env, physician, { episodes: 20_000, horizon: 20 });
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  const { mdp } = fit(log, space);
  const { policy } = policyIteration(mdp, { discount: 0.99 });
  const score = valueScore(mdp, policy, 0.99);
  const training = gadgetTraining(projectTrajectories(log, env, 'projected', 'direct'), mdp, policy, {
    scores: [score],
  });
  if (typeof training?.source !== 'function') throw new Error('sepsisOutcomes: the policy must differ from the log');
  const { spec, source: reached } = training;
  const [objective] = trainingObjectives({ scores: [score] });
  const overAll = (p: Float64Array): Float64Array => {
    const all = new Float64Array(mdp.nStates);
    spec.outcomes.forEach((state, k) => (all[state] = p[k]));
    return all;
  };
  const source: PairSource = (rng) => {
    const { p, q } = reached(rng);
    return { p: overAll(p), q: overAll(q), objective };
  };
  return { nOutcomes: mdp.nStates, source, heldOut: drawBatch(createRng(0), source, 256), score };
}
