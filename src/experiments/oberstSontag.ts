import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import type { Progress } from '../core/progress.js';
import { createRng } from '../core/rng.js';
import { evaluateCounterfactual } from '../counterfactual/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../counterfactual/summarizeCounterfactual.js';
import { abstractionBetween } from '../mdp/env.js';
import { fit } from '../mdp/fit.js';
import { liftPolicy } from '../mdp/liftPolicy.js';
import type { Absorption } from '../mdp/mdp.js';
import { policyIteration } from '../mdp/policyIteration.js';
import { policyValue } from '../mdp/policyValue.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import { createMechanism } from '../mechanisms/registry.js';
import { projectTrajectories } from '../trajectories/projectTrajectories.js';
import { simulate } from '../trajectories/simulate.js';

/** The main experiment of Oberst & Sontag (2019), as data. */
export interface OberstSontagSpecification {
  readonly version: 'original' | 'corrected';
  readonly episodes: number;
  readonly horizon: number;
  readonly space: string;
  readonly absorption: Absorption;
  readonly unseen: string;
  readonly solveDiscount: number;
  readonly mechanism: string;
}

export const oberstSontagSpecification: OberstSontagSpecification = {
  version: 'original',
  episodes: 1000,
  horizon: 20,
  space: 'projected',
  absorption: 'published',
  unseen: 'death',
  solveDiscount: 0.99,
  mechanism: 'gumbel-max',
};

/** A figure with a range: 2.5 and 97.5 % quantiles. */
export interface PublishedFigure {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export type OberstSontagQuantity = 'observed' | 'trueValue' | 'modelBased' | 'counterfactual';

export interface QuantityDescription {
  readonly label: string;
  readonly published: PublishedFigure;
}

/** The quantities of the experiment: their names for readers, and what the paper reports for its one data set. */
export const oberstSontagQuantities: Readonly<Record<OberstSontagQuantity, QuantityDescription>> = {
  observed: { label: 'observed reward', published: { mean: 0.324, lower: 0.2889, upper: 0.3692 } },
  trueValue: { label: 'true value of the target policy', published: { mean: -0.4907, lower: -0.5405, upper: -0.4445 } },
  modelBased: { label: 'model-based estimate', published: { mean: 0.9164, lower: 0.895, upper: 0.9365 } },
  counterfactual: { label: 'counterfactual estimate', published: { mean: 0.9531, lower: 0.946, upper: 0.96 } },
};

/** One repeat: a fresh data set, everything learned from it anew. */
export interface OberstSontagTrial {
  readonly seed: number;
  readonly value: Readonly<Record<OberstSontagQuantity, number>>;
  /** Shape (outcomes × outcomes): see `CounterfactualSummary`. */
  readonly outcomeTable: Float64Array;
}

/**
 * Repeats the experiment: simulate under the physician, fit the projected model, find the target policy, and value it four
 * ways: what was observed, the truth in the simulator (exact), in the fitted model (exact), counterfactually (exact).
 *
 * Deviation: the published run values policies by sampling; here only the logged trajectories are random.
 *
 * @param seeds one trial each
 */
export async function oberstSontag(
  specification: OberstSontagSpecification,
  seeds: readonly number[],
  progress?: Progress,
): Promise<OberstSontagTrial[]> {
  const { version, episodes, horizon, space, absorption, unseen, solveDiscount } = specification;
  const env = createEnv('sepsis', { version });
  const truth = env.exactModel!();
  const physician = createPolicy('physician', truth);
  const abstraction = abstractionBetween(env, env.recorded, space);
  const lift = abstractionBetween(env, env.spaces[0].name, space);
  const mechanism = completeMechanism(await createMechanism(specification.mechanism));
  return seeds.map((seed, i) => {
    const rng = createRng(seed);
    const log = simulate(rng, env, physician, { episodes, horizon, propensities: 'none' });
    const { mdp } = fit(log, { abstraction, outcomes: env.outcomes }, { absorption, unseen });
    const { policy } = policyIteration(mdp, { discount: solveDiscount });
    const projected = projectTrajectories(log, env, space, absorption);
    const evaluation = evaluateCounterfactual(projected, mdp, policy, mechanism, { horizon });
    const summary = summarizeCounterfactual(rng, evaluation, { replicates: 2 });
    progress?.(i + 1, seeds.length);
    return {
      seed,
      value: {
        observed: summary.observed.mean,
        trueValue: policyValue(truth, liftPolicy(policy, lift), { horizon }).value,
        modelBased: policyValue(mdp, policy, { horizon }).value,
        counterfactual: summary.counterfactual.mean,
      },
      outcomeTable: summary.outcomeTable,
    };
  });
}
