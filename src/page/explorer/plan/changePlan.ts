import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { Draft } from '../../state/pageState.js';

/** Takes an action at a step; that of the log, where the log is followed there, is no change of it. */
export function setAction(draft: Draft, log: Trajectories, t: number, action: number): void {
  const i = log.episodeStart[draft.patient] + t;
  const isLogged = t < draft.takeOver && i < log.episodeStart[draft.patient + 1] && log.action[i] === action;
  if (isLogged) clearAction(draft, t);
  else draft.edits[t] = action;
}

export function clearAction(draft: Draft, t: number): void {
  draft.edits = Object.fromEntries(Object.entries(draft.edits).filter(([step]) => Number(step) !== t));
}

/** The policy from the start on, and nothing by hand. */
export function backToPolicy(draft: Draft): void {
  draft.takeOver = 0;
  if (Object.keys(draft.edits).length > 0) draft.edits = {};
}

/** All as it was but for one decision. */
export function onlyDecision(draft: Draft, length: number, step: number, action: number): void {
  draft.takeOver = length;
  draft.edits = { [step]: action };
  draft.step = step;
}
