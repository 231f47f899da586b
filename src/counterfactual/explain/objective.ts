import type { ExplainProblem } from './explainProblem.js';

/** What a plan is valued by. */
export interface Objective {
  /** Shape (entries): what each entry of the model earns. */
  readonly reward: Float64Array;
  readonly discount: number;
  /** Shape (S): what a state is worth after the `taken` steps of a log; that of an end whenever it is entered. */
  last(taken: number): Float64Array;
}

/** The discounted return. */
export function returnObjective({ mdp, discount, after }: ExplainProblem): Objective {
  return { reward: mdp.reward, discount, last: (taken) => after.mean(taken) };
}

/**
 * The probability that a run is in one of some outcomes at the horizon.
 *
 * @param outcomes indices into the model's outcomes
 */
export function outcomeObjective({ mdp, after }: ExplainProblem, outcomes: readonly number[]): Objective {
  const nOutcomes = mdp.outcomes.length;
  const tables = new Map<number, Float64Array>();
  return {
    reward: new Float64Array(mdp.reward.length),
    discount: 1,
    last(taken) {
      let table = tables.get(taken);
      if (table === undefined) {
        const chance = after.outcome(taken);
        table = Float64Array.from({ length: mdp.nStates }, (_, s) =>
          outcomes.reduce((sum, o) => sum + chance[s * nOutcomes + o], 0),
        );
        tables.set(taken, table);
      }
      return table;
    },
  };
}
