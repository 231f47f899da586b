import { aliasTables, sampleAlias } from '../core/random/aliasTable.js';
import type { Rng } from '../core/random/rng.js';
import { union } from '../counterfactual/rows/union.js';
import type { VisitedPair } from '../counterfactual/effects/visitedPairs.js';
import { trainingObjectives } from '../gadgets/training/trainingObjectives.js';
import type { TrainingPair } from '../gadgets/training/trainingPair.js';
import type { Mdp } from '../mdp/mdp.js';

/**
 * Draws pairs by how often they are visited, over the gadget's outcomes, with the squared difference of scores as cost:
 * the mean over all of them, or, given an observation, one of them at random, as each has a variance of its own.
 */
export function pairSource(
  mdp: Mdp,
  pairs: readonly VisitedPair[],
  outcomes: readonly number[],
  stateScores: readonly Float64Array[],
  givenObservation: boolean,
): (rng: Rng) => TrainingPair {
  const tables = aliasTables(
    Uint32Array.of(0, pairs.length),
    Float64Array.from(pairs, ({ weight }) => weight),
  );
  const placeOf = new Map(outcomes.map((state, place) => [state, place]));
  const scores = stateScores.map((score) => Float64Array.from(outcomes, (state) => score[state]));
  const [joint] = trainingObjectives({ scores });
  return (rng) => {
    const { observedRow, observed, targetRow } = pairs[sampleAlias(rng, tables, 0)];
    const sparse = union(mdp, observedRow, observed, targetRow);
    const places = Array.from(sparse.outcomes, (state) => placeOf.get(state)!);
    const p = new Float64Array(outcomes.length);
    const q = new Float64Array(outcomes.length);
    places.forEach((place, k) => {
      p[place] = sparse.p[k];
      q[place] = sparse.q[k];
    });
    if (!givenObservation) return { p, q, objective: joint };
    const objectives = trainingObjectives({ scores }, { measure: 'variance', observed: places[sparse.x] });
    return { p, q, objective: objectives[Math.floor(objectives.length * rng.uniform())] };
  };
}
