import { DataError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { type ExtendedMdp, extendMdp, rowWithCase } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';

/**
 * What to do about a logged transition that the model gives probability 0, as a log does that the model was not fitted
 * to:
 *
 * - `mix`: it counts as one more case of its row, for that step: (n P + 1{s'})/(n + 1), n the cases that P rests on
 * - `skip`: for that step the counterfactual draws anew, by the model's own row
 * - `refuse`: an error
 */
export type UnmodelledRule = 'mix' | 'skip' | 'refuse';

/** How many steps of a log its model has no room for, and what was done about them. */
export interface Unmodelled {
  readonly rule: UnmodelledRule;
  readonly steps: number;
  /** Episodes that have such a step. */
  readonly episodes: number;
}

/** A model and the steps of a log in its terms. */
export interface ObservedModel {
  /** The model itself, or with rows for mixed transitions behind its own. */
  readonly mdp: ExtendedMdp;
  readonly unmodelled: Unmodelled;
  /** The steps of an episode; undefined where the model's own row is to serve. */
  readonly steps: (episode: number) => (ObservedStep | undefined)[];
  /**
   * Shape (steps): what is known of each step of the log. Steps of the same number are the same observation, of the same
   * state and action: the index of an entry of the model, or, where its own row is to serve, a negative number.
   */
  readonly observations: () => Int32Array;
  /** Whether step i of all steps of the log is one where the model's own row is to serve. */
  readonly isSkipped: (i: number) => boolean;
  /** Where counterfactual runs begin, and where a mixed transition may put them though no row of the model leads there. */
  readonly entered: readonly number[];
}

/**
 * Finds the steps of a log in a model.
 *
 * @param rule default `mix`
 * @throws DataError naming the first transition of probability 0: by `refuse`, under `mix` in a model that does not
 *   hold how many cases its rows have, and always where it leaves an end
 *
 * Cost O(steps · K) for K entries of a row, and O(nnz) where the model is extended.
 */
export function observedModel(mdp: Mdp, trajectories: Trajectories, rule: UnmodelledRule = 'mix'): ObservedModel {
  const { episodeStart, state, action, nextState, reward, nEpisodes } = trajectories;
  const row = new Uint32Array(state.length);
  const entry = new Int32Array(state.length);
  const added = new Map<string, number>();
  const rows: ReturnType<typeof rowWithCase>[] = [];
  const entered = Array.from({ length: nEpisodes }, (_, e) => state[episodeStart[e]]);
  let [steps, episodes] = [0, 0];
  for (let e = 0; e < nEpisodes; e++) {
    const before = steps;
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      row[i] = state[i] * mdp.nActions + action[i];
      const first = mdp.rowStart[row[i]];
      entry[i] = mdp.nextState.subarray(first, mdp.rowStart[row[i] + 1]).indexOf(nextState[i]);
      if (entry[i] >= 0 && mdp.probability[first + entry[i]] > 0) continue;
      checkRule(mdp, trajectories, rule, e, i);
      steps += 1;
      entry[i] = SKIPPED;
      if (rule !== 'mix') continue;
      entered.push(nextState[i]);
      const key = `${row[i]} ${nextState[i]} ${reward[i]}`;
      let at = added.get(key);
      if (at === undefined) {
        added.set(key, (at = rows.length));
        rows.push(rowWithCase(mdp, row[i], nextState[i], reward[i]));
      }
      row[i] = mdp.nStates * mdp.nActions + at;
      entry[i] = rows[at].nextState.indexOf(nextState[i]);
    }
    if (steps > before) episodes += 1;
  }
  const extended = rows.length === 0 ? mdp : extendMdp(mdp, rows);
  return {
    mdp: extended,
    unmodelled: { rule, steps, episodes },
    entered,
    steps(e) {
      const found: (ObservedStep | undefined)[] = [];
      for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++)
        found.push(entry[i] === SKIPPED ? undefined : { row: row[i], entry: entry[i] });
      return found;
    },
    observations() {
      const { rowStart } = extended;
      return entry.map((k, i) => (k === SKIPPED ? -1 - (state[i] * mdp.nActions + action[i]) : rowStart[row[i]] + k));
    },
    isSkipped: (i) => entry[i] === SKIPPED,
  };
}

const SKIPPED = -1;

function checkRule(
  mdp: Mdp,
  { episodeStart, state, action, nextState, ...trajectories }: Trajectories,
  rule: UnmodelledRule,
  episode: number,
  i: number,
): void {
  const leavesEnd = mdp.terminal[state[i]] === 1;
  if (!leavesEnd && (rule === 'skip' || (rule === 'mix' && mdp.visits))) return;
  const step = `episode ${episodeName({ ...trajectories, episodeStart, state, action, nextState }, episode)}, t = ${i - episodeStart[episode]} goes from state ${name(mdp, state[i])} by action ${mdp.actionLabels?.[action[i]] ?? action[i]} to state ${name(mdp, nextState[i])}`;
  const [why, remedy] = leavesEnd
    ? [', and the model ends runs there', 'fit a model to a log with the same ends']
    : rule === 'refuse'
      ? ['', 'fit the model to these trajectories, or set unmodelled to mix or skip']
      : [
          ', and does not hold how many cases its rows rest on, to which this could be added as one more',
          "set unmodelled to skip to go by the model's own row in such a step, or fit a model",
        ];
  throw new DataError(
    `counterfactual: every observed transition must be possible in the model, but ${step}, which the model gives probability 0${why} - ${remedy}`,
  );
}

function name(mdp: Mdp, state: number): string {
  const label = mdp.stateLabels?.[state];
  return label === undefined ? String(state) : `${state} (${label})`;
}
