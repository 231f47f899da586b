import type { Mdp } from '../../mdp/mdp.js';

/** States that are shown before the rest is left out. */
const SHOWN = 5;

/** States in words: how many there are, and the first of them by label. */
export function statesText(
  { stateLabels, nStates }: Pick<Mdp, 'stateLabels' | 'nStates'>,
  states: readonly number[],
): string {
  const shown = states.slice(0, SHOWN).map((s) => stateLabels?.[s] ?? String(s));
  if (states.length === 1) return `state ${shown[0]}`;
  return `${states.length} of ${nStates} states (${shown.join('; ')}${states.length > SHOWN ? '; …' : ''})`;
}
