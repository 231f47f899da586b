import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { TransitionIndex } from './transitionIndex.js';

/** The rows of a model that estimators use: the end of the process is a successor of its own, S, of value 0. */
export interface ModelRows {
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (R): rows s·A + a, increasing; what the model says nothing of is left out, and worth 0. */
  readonly rows: Uint32Array;
  /** Shape (R + 1). */
  readonly rowStart: Uint32Array;
  /** Shape (nnz). */
  readonly successor: Uint32Array;
  /** Shape (nnz). A row without any weight in the sample is all 0. */
  readonly probability: Float64Array;
  /** Shape (R): expected reward. */
  readonly reward: Float64Array;
}

/**
 * Fits transitions, pooled over time, and mean rewards to a log whose episodes count so many times each:
 *
 *     P(s' | s, a) = sum_i count[i] n_i(s, a, s') / sum_i count[i] n_i(s, a)
 *
 * @param count shape (n)
 *
 * Cost O(steps).
 */
export function fittedModelRows(log: Trajectories, index: TransitionIndex, count: Float64Array): ModelRows {
  const { nEpisodes, nStates, nActions, episodeStart, reward: logged } = log;
  const { rows, rowStart, successor, rowOf, entryOf } = index;
  const probability = new Float64Array(successor.length);
  const reward = new Float64Array(rows.length);
  for (let e = 0; e < nEpisodes; e++) {
    const times = count[e];
    if (times === 0) continue;
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      probability[entryOf[i]] += times;
      reward[rowOf[i]] += times * logged[i];
    }
  }
  for (let row = 0; row < rows.length; row++) {
    let total = 0;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) total += probability[k];
    if (total === 0) continue;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) probability[k] /= total;
    reward[row] /= total;
  }
  return { nStates, nActions, rows, rowStart, successor, probability, reward };
}

/** The rows of a given model. */
export function givenModelRows(mdp: Mdp): ModelRows {
  const { nStates, nActions, terminal } = mdp;
  const rows: number[] = [];
  const rowStart = [0];
  const entries: number[] = [];
  const reward: number[] = [];
  for (let row = 0; row < nStates * nActions; row++) {
    if (terminal[Math.floor(row / nActions)] === 1) continue;
    let expected = 0;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      entries.push(k);
      expected += mdp.probability[k] * mdp.reward[k];
    }
    rows.push(row);
    rowStart.push(entries.length);
    reward.push(expected);
  }
  return {
    nStates,
    nActions,
    rows: Uint32Array.from(rows),
    rowStart: Uint32Array.from(rowStart),
    successor: Uint32Array.from(entries, (k) => (terminal[mdp.nextState[k]] === 1 ? nStates : mdp.nextState[k])),
    probability: Float64Array.from(entries, (k) => mdp.probability[k]),
    reward: Float64Array.from(reward),
  };
}
