import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { emptyChainState, startAt } from '../chain/chainState.js';
import { propagate } from '../chain/propagate.js';
import type { ObservedStep } from '../rows/observedStep.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { type Choices, shareOf } from '../rows/choices.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { excess } from './rowInfluence.js';

/** Steps of so little influence are no longer about the patient. */
export const LEAST_INFLUENCE = 0.01;

/**
 * How much of each step of an episode's counterfactual what was observed decides, and not the model alone:
 *
 *     I_t = sum over s of m_t(s) sum over a of e(a|s) TV(CF_t(. | s, a), P(. | s, a))
 *
 * m_t: the counterfactual distribution over the states that are no ends. What has ended counts nothing, so that I_t is at
 * most the chance of a run that goes on; 1 − I_t is the share of step t that the model decides. Where a logged transition
 * is mixed in as one more case, P is the row with that case; where it is skipped, I_t = 0, and so it is at every step
 * after the log. A mechanism that draws anew (`independent`) has I_t = 0 throughout: it makes no use of what was observed.
 *
 * @returns for an episode's index, shape (T) for its T steps in the log, each in [0, 1]. Rows computed for one episode
 *   serve the next
 * @throws as `evaluateCounterfactual`, here or in use
 *
 * Cost: as carrying the counterfactual forward: steps × reachable states × entries of a row.
 *
 * Source: Kazemi, Lally, Tishchenko, Chockler & Paoletti (2024), arXiv 2402.08514, who ask whether a state has any
 * influence left; this says how much.
 */
export function influence(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): (episode: number) => Float64Array {
  checkedHorizon('influence', trajectories, options, { endless: true });
  const observed = actingProblem('influence', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const rowsOf = observed.rows(mechanism, checkedRowBytes(options));
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  return (episode) => {
    startAt(now, trajectories.state[trajectories.episodeStart[episode]]);
    return Float64Array.from(observed.steps(episode), (step, t) => {
      const [rows, choices] = [rowsOf(episode, t), observed.choicesAt(episode, t)];
      let sum = 0;
      for (let i = 0; step !== undefined && i < now.size; i++) {
        const s = now.support[i];
        if (mdp.terminal[s] === 0) sum += now.mass[s] * variation(mdp, choices, rows, step, s);
      }
      propagate(rows, mdp, step, 1, now, next);
      [now, next] = [next, now];
      // Rounding may take a sum of shares just above their whole.
      return Math.min(1, sum);
    });
  };
}

/**
 * The last step that is still about the patient: of influence above `least`; undefined where none is.
 *
 * @example
 * lastInfluenced(Float64Array.of(0.9, 0, 0.02, 0.01)) // 2
 */
export function lastInfluenced(byStep: Float64Array, least: number = LEAST_INFLUENCE): number | undefined {
  const last = byStep.findLastIndex((share) => share > least);
  return last < 0 ? undefined : last;
}

/** sum over a of e(a|s) TV(CF(. | s, a), P(. | s, a)): what the counterfactual has more of than the model. */
function variation(
  mdp: ExtendedMdp,
  choices: Choices,
  rows: CounterfactualRows,
  step: ObservedStep,
  state: number,
): number {
  const { nActions, rowStart } = mdp;
  rows.find(step, state);
  const { page, start, end } = rows.pool;
  const repeated = modelRow(mdp, step.row);
  let sum = 0;
  let k = start;
  for (let own = state * nActions; own < (state + 1) * nActions && k < end; own++) {
    const row = own === repeated ? step.row : own;
    const share = shareOf(choices, repeated, own);
    const from = k;
    while (k < end && page.integer[k] >= rowStart[row] && page.integer[k] < rowStart[row + 1]) k++;
    sum += excess(mdp, page, from, k, share);
  }
  return sum;
}
