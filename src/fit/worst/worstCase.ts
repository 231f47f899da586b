import { ArgumentError } from '../../core/errors.js';
import { type HorizonOptions, checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Mdp, MixedWorst } from '../../mdp/mdp.js';

/** How far ahead the returns look that are to be guarded against. */
export type WorstOptions = Partial<HorizonOptions>;

/**
 * The worst that can follow a step, as far as a fitted model tells: the worse of
 * (a) the end of least reward, and
 * (b) a floor, a state of its own that pays the least reward of a step (steps into ends not counted) for ever:
 * r (1 + d + d^2 + ...), H terms, at discount d.
 *
 * Where what an end pays depends on what came before, the least counts, and what the outcome says where no logged case
 * enters it. Of what is alike the end is taken: a floor is a state that the model's space does not have.
 *
 * @param mdp with `visits`
 * @param options discount default 1, horizon default Infinity
 * @throws ArgumentError on an option out of bounds, and if (b) has no value: at discount 1 without a horizon, where the
 *   least reward of a step is negative
 *
 * Cost O(nnz).
 */
export function worstCase(
  mdp: Mdp & { readonly visits: Uint32Array },
  { horizon = Infinity, discount = 1 }: WorstOptions,
): Omit<MixedWorst, 'cases'> {
  checkHorizon('mixWorst', { horizon, discount });
  if (horizon === 0) throw new ArgumentError('mixWorst: horizon must be at least 1, got 0');
  const end = worstEnd(mdp);
  const reward = leastStepReward(mdp);
  if (horizon === Infinity && discount === 1 && reward < 0)
    throw new ArgumentError(
      `mixWorst: the worst that can follow must have a value, got steps that pay ${reward} for ever at discount 1 - give a horizon, or a discount below 1`,
    );
  if (end && end.reward <= forEver(reward, horizon, discount)) return { ...end, floor: false };
  // No end, and no step that goes on: a model of no step at all.
  return { state: mdp.nStates, reward: reward === Infinity ? 0 : reward, floor: true };
}

/** r (1 + d + d^2 + ...), of `horizon` terms. */
function forEver(reward: number, horizon: number, discount: number): number {
  if (reward === 0) return 0;
  return reward * (discount === 1 ? horizon : (1 - discount ** horizon) / (1 - discount));
}

/** The end that pays least on entering it, the lowest of several. */
function worstEnd(mdp: Mdp & { readonly visits: Uint32Array }): { state: number; reward: number } | undefined {
  const { nStates, nextState, probability, terminal, outcome, outcomes } = mdp;
  const least = new Float64Array(nStates).fill(Infinity);
  eachLoggedEntry(mdp, (k) => {
    if (probability[k] > 0) least[nextState[k]] = Math.min(least[nextState[k]], mdp.reward[k]);
  });
  let worst: { state: number; reward: number } | undefined;
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 0) continue;
    const reward = least[s] < Infinity ? least[s] : outcomes[outcome[s]].reward;
    if (!worst || reward < worst.reward) worst = { state: s, reward };
  }
  return worst;
}

/** Of the logged steps that do not end the run; Infinity where there are none, so that no floor is worse than an end. */
function leastStepReward(mdp: Mdp & { readonly visits: Uint32Array }): number {
  let least = Infinity;
  eachLoggedEntry(mdp, (k) => {
    if (mdp.terminal[mdp.nextState[k]] === 0 && mdp.probability[k] > 0) least = Math.min(least, mdp.reward[k]);
  });
  return least;
}

/** Every entry of a row with logged cases. */
function eachLoggedEntry(
  { nActions, rowStart, terminal, visits }: Mdp & { readonly visits: Uint32Array },
  visit: (k: number) => void,
): void {
  for (let row = 0; row < visits.length; row++) {
    if (visits[row] === 0 || terminal[Math.floor(row / nActions)] === 1) continue;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) visit(k);
  }
}
