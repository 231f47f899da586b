import type { Mdp } from '../../../mdp/mdp.js';
import { LABELS, type PrismLabels } from './prismLabels.js';

/**
 * Takes away a last state that is there only to draw the first one, as `prismFromMdp` adds it: PRISM's runs begin in one
 * state. The model without one comes back as it is.
 */
export function drawnStart(labels: PrismLabels, mdp: Mdp): Mdp {
  const { nActions, rowStart, nextState, probability, reward } = mdp;
  const last = mdp.nStates - 1;
  const [marked, ...others] = labels.get(LABELS.drawn) ?? [];
  const first = rowStart[last * nActions];
  const entries = rowStart[last * nActions + 1];
  const alone =
    marked === last &&
    others.length === 0 &&
    mdp.initial[last] === 1 &&
    entries === nextState.length &&
    !nextState.includes(last) &&
    reward.subarray(first).every((r) => r === 0);
  if (!alone) return mdp;
  const initial = new Float64Array(last);
  for (let k = first; k < entries; k++) initial[nextState[k]] = probability[k];
  return {
    ...mdp,
    nStates: last,
    rowStart: rowStart.slice(0, last * nActions + 1),
    nextState: nextState.slice(0, first),
    probability: probability.slice(0, first),
    reward: reward.slice(0, first),
    initial,
    terminal: mdp.terminal.slice(0, last),
    outcome: mdp.outcome.slice(0, last),
  };
}
