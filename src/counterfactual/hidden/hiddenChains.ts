import type { Mdp } from '../../mdp/mdp.js';
import { carry } from '../chain/carry.js';
import { type ChainState, clear, emptyChainState, startAt } from '../chain/chainState.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import type { HiddenMove, HiddenPaths } from './hiddenPaths.js';

/**
 * The counterfactual of an episode whose states are partly hidden, at one time: a distribution over pairs (x_t, x~_t),
 * as one chain over x~_t for each state x_t that the episode may have been in.
 */
export interface HiddenChains {
  /** Runs that go on, by the position of x_t among the states at t. */
  living: ChainState[];
  /** Runs that came to an end, to which x_t tells nothing more. */
  readonly ended: ChainState;
  /** Room for the next step. */
  spare: ChainState[];
}

export function emptyHiddenChains(nStates: number): HiddenChains {
  return { living: [], ended: emptyChainState(nStates), spare: [] };
}

/** Makes the pairs those of the start: x~_0 is x_0, as P(x_0 | episode). */
export function startHidden({ living, ended }: HiddenChains, { states, probability }: HiddenPaths): void {
  clear(ended);
  for (const chain of living) clear(chain);
  states[0].forEach((x, i) => {
    const chain = chainAt(living, i, ended.mass.length);
    startAt(chain, x);
    chain.mass[x] = probability[0][i];
  });
}

/** What a step is taken by. */
export interface HiddenStep {
  readonly moves: readonly HiddenMove[];
  readonly rows: CounterfactualRows;
  /** discount^t, the weight of this step's reward. */
  readonly weight: number;
  /** Whether it is the last of the log: then x_{t+1} tells nothing more, and all go on as one chain. */
  readonly last: boolean;
}

/**
 * Carries the pairs one step forward:
 *
 *     P(x_{t+1}, x~') = Σ P(x_t, x~) P(x_{t+1} | x_t, episode) e(a~ | x~) CF(x~' | (x_t, a_t) → x_{t+1}, x~, a~)
 *
 * @param chains overwritten
 *
 * Cost: for each move, the entries of the rows of all states that have mass.
 */
export function propagateHidden(
  { nStates, nextState, reward, terminal }: Mdp,
  { moves, rows, weight, last }: HiddenStep,
  chains: HiddenChains,
): void {
  const { living, ended, spare } = chains;
  for (const chain of spare) clear(chain);
  for (const move of moves) {
    const { size, support, mass, first, second } = living[move.from];
    const onward = chainAt(spare, last ? 0 : move.to, nStates);
    for (let i = 0; i < size; i++) {
      const x = support[i];
      rows.find(move, x);
      const { page, start, end } = rows.pool;
      const { integer, number } = page;
      for (let k = start; k < end; k++) {
        const next = nextState[integer[k]];
        const chain = terminal[next] === 1 ? ended : onward;
        const w = move.probability * number[k];
        carry(chain, next, w, weight * reward[integer[k]], mass[x], first[x], second[x]);
      }
    }
  }
  chains.living = spare;
  chains.spare = living;
}

function chainAt(chains: ChainState[], position: number, nStates: number): ChainState {
  while (chains.length <= position) chains.push(emptyChainState(nStates));
  return chains[position];
}

/** Probability that a run goes on. */
export function livingMass({ living }: HiddenChains): number {
  let total = 0;
  for (const { size, support, mass } of living) for (let i = 0; i < size; i++) total += mass[support[i]];
  return total;
}
