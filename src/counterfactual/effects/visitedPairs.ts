import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { actingProblem } from '../acting/actingProblem.js';
import { modelRow } from '../rows/extendedMdp.js';
import { addPair, createPairIndex, findPair } from '../rows/pairIndex.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { emptyChainState, startAt } from '../chain/chainState.js';
import { chainSteps } from '../chain/chainSteps.js';

/** A coupling that counterfactual trajectories of a log need. */
export interface VisitedPair {
  /** Row of the model that was observed to be taken: p = P(. | s, a). */
  readonly observedRow: number;
  /** Entry of that row that came out. */
  readonly observed: number;
  /** Row that the counterfactual takes at the same time: q = P(. | s~, a~). */
  readonly targetRow: number;
  /** Expected number of times, over all episodes. */
  readonly weight: number;
}

/**
 * The pairs (p, q) that the counterfactual trajectories of a log visit, with how often: what a mechanism meets in use,
 * and so what one is worth training on. Pairs of a row with itself are left out: every coupling of theirs is the
 * diagonal.
 *
 * @param mechanism under which the counterfactual moves between the pairs
 * @param options `unmodelled` is `refuse` by default; by `mix` the pairs are in the rows of `observedModel(mdp,
 *   trajectories).mdp`, and by `skip` there is none at such a step
 * @returns one entry for each distinct (row, outcome, row), in order of their first visit
 * @throws as `evaluateCounterfactual`
 */
export function visitedPairs(
  trajectories: Trajectories,
  model: Mdp,
  policy: Policy,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): VisitedPair[] {
  checkedHorizon('visitedPairs', trajectories, options);
  const observed = actingProblem('visitedPairs', trajectories, model, policy, options.unmodelled ?? 'refuse');
  const { mdp } = observed;
  const { nActions, rowStart, terminal } = mdp;
  const stepOn = chainSteps(observed, mechanism, checkedRowBytes(options));
  const index = createPairIndex();
  const pairs: { -readonly [Key in keyof VisitedPair]: VisitedPair[Key] }[] = [];
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  for (let e = 0; e < trajectories.nEpisodes; e++) {
    startAt(now, trajectories.state[trajectories.episodeStart[e]]);
    for (const [t, step] of observed.steps(e).entries()) {
      for (let i = 0; step !== undefined && i < now.size; i++) {
        const observedEntry = rowStart[step.row] + step.entry;
        const s = now.support[i];
        for (let targetRow = s * nActions; targetRow < (s + 1) * nActions && terminal[s] === 0; targetRow++) {
          const weight = now.mass[s] * policy.probability[targetRow];
          if (weight === 0 || targetRow === modelRow(mdp, step.row)) continue;
          const known = findPair(index, observedEntry, targetRow);
          if (known >= 0) pairs[known].weight += weight;
          else {
            addPair(index, observedEntry, targetRow, pairs.length);
            pairs.push({ observedRow: step.row, observed: step.entry, targetRow, weight });
          }
        }
      }
      stepOn(e, t, step, 1, now, next);
      [now, next] = [next, now];
    }
  }
  return pairs;
}
