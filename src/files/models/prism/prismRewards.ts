import { DataError } from '../../../core/errors.js';
import { type NamedText, type PrismFiles, indexIn, numberIn, prismLines } from './prismTable.js';
import { type PrismTransitions, prismTransitions } from './prismTransitions.js';

/**
 * What each transition pays: the reward of its state, earned on leaving it by any choice, and its own.
 *
 * @returns one a transition of `read`
 * @throws DataError naming the line that is wrong, or a reward of a transition that there is not
 */
export function prismRewards(
  read: PrismTransitions,
  { srew, trew }: Pick<PrismFiles, 'srew' | 'trew'>,
  say: (sentence: string) => void,
): number[] {
  if (!srew && !trew) say('no rewards beside it (.srew, .trew): everything pays 0');
  const ofState = srew ? stateRewards(srew, read.nStates) : new Float64Array(read.nStates);
  const own = trew ? transitionRewards(trew, read) : undefined;
  return read.state.map((s, i) => (own && srew ? ofState[s] + own[i] : own ? own[i] : ofState[s]));
}

function stateRewards({ file, text }: NamedText, nStates: number): Float64Array {
  const [head, ...lines] = prismLines(file, text);
  checkStates(head.at, indexIn(head, 0, 'the number of states', 2 ** 26), nStates);
  const rewards = new Float64Array(nStates);
  for (const line of lines) rewards[indexIn(line, 0, 'the state', nStates)] = numberIn(line, 1, 'the reward');
  return rewards;
}

function transitionRewards({ file, text }: NamedText, read: PrismTransitions): number[] {
  const paid = prismTransitions(file, text, read.nStates);
  checkStates(file, paid.nStates, read.nStates);
  const keyOf = ({ state, choice, next }: PrismTransitions, i: number): string => `${state[i]} ${choice[i]} ${next[i]}`;
  const rewards = new Map(paid.value.map((reward, i) => [keyOf(paid, i), reward]));
  const known = new Set(read.state.map((_, i) => keyOf(read, i)));
  for (const key of rewards.keys())
    if (!known.has(key))
      throw new DataError(
        `${file}: must pay for transitions that there are, got a reward of state, choice and next state ${key} - export both files from the same model`,
      );
  return read.state.map((_, i) => rewards.get(keyOf(read, i)) ?? 0);
}

function checkStates(where: string, got: number, nStates: number): void {
  if (got !== nStates)
    throw new DataError(
      `${where}: must be of the ${nStates} states of the .tra file, got ${got} - export both from the same model`,
    );
}
