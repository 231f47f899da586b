import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';

/** An evaluation of a log in the states of its model, with bounds of the same runs. */
export interface EvaluatedLog {
  readonly log: Trajectories;
  readonly mdp: Pick<Mdp, 'outcomes'>;
  readonly evaluation: CounterfactualEvaluation;
  /** Default none. */
  readonly bounds?: readonly CounterfactualBounds[];
}

/** Names of the columns of a table of patients. */
export function patientColumns({ mdp, bounds = [] }: Pick<EvaluatedLog, 'mdp' | 'bounds'>): string[] {
  return [
    ...['episode', 'observed_outcome', 'observed_return', 'counterfactual_return', 'return_variance', 'effect'],
    ...mdp.outcomes.map(({ name }) => `p_${name}`),
    ...bounds.flatMap(({ assumption }) => [`lower_${assumption}`, `upper_${assumption}`]),
  ];
}

/** The cells of an episode under them. */
export function patientCells({ log, mdp, evaluation, bounds = [] }: EvaluatedLog, e: number): (string | number)[] {
  const nOutcomes = mdp.outcomes.length;
  return [
    episodeName(log, e),
    mdp.outcomes[evaluation.observedOutcome[e]].name,
    evaluation.observedReturn[e],
    evaluation.expectedReturn[e],
    evaluation.returnVariance[e],
    evaluation.effect[e],
    ...evaluation.outcomeProbability.subarray(e * nOutcomes, (e + 1) * nOutcomes),
    ...bounds.flatMap(({ lower, upper }) => [lower[e], upper[e]]),
  ];
}
