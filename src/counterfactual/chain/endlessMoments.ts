import { type MarkovChain, inducedChain } from '../../mdp/evaluate/markovChain.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { solveValue } from '../../mdp/evaluate/solveValue.js';
import type { ReturnMoments } from './momentTables.js';

/** A chance of never ending below this is rounding. */
const ROUNDING = 1e-9;

/**
 * What follows from each state without a horizon: each table is the fixed point of its recursion, the value of a chain
 * that earns something else on its way.
 *
 *     mean: r at `discount`    second moment: E[r² + 2 discount r V(s')] at discount²
 *     outcome o: 1 on coming to an end with it, at discount 1    length: 1 a step, at discount 1
 *
 * What never ends keeps outcome 0.
 *
 * @param starts shape (S), positive where runs start; default all
 * @throws NumericalError as `policyValue`: at discount 1, where runs may earn for ever
 *
 * Cost of a linear solve for each of them: see `solveChain`.
 */
export function endlessMoments(mdp: Mdp, policy: Policy, discount: number, starts?: Float64Array): ReturnMoments {
  const { nStates, terminal, outcomes } = mdp;
  const chain = inducedChain(mdp, policy);
  const solve = (reward: Float64Array, rewardScale: number, at: number): Float64Array =>
    solveValue({ ...chain, reward, rewardScale }, at, starts ? { initial: starts } : {});
  const mean = solve(chain.reward, chain.rewardScale, discount);
  const squares = expected(mdp, policy, (k) => {
    const r = mdp.reward[k];
    return r * r + 2 * discount * r * mean[mdp.nextState[k]];
  });
  const secondMoment = solve(squares.reward, squares.rewardScale, discount * discount);
  const outcome = new Float64Array(nStates * outcomes.length);
  const ended = new Float64Array(nStates);
  for (let o = 1; o < outcomes.length; o++) {
    const entering = expected(mdp, policy, (k) => endsIn(mdp, mdp.nextState[k], o));
    const chance = solve(entering.reward, entering.rewardScale, 1);
    for (let s = 0; s < nStates; s++)
      outcome[s * outcomes.length + o] = terminal[s] === 1 ? endsIn(mdp, s, o) : chance[s];
  }
  const ending = expected(mdp, policy, (k) => terminal[mdp.nextState[k]]);
  const chance = solve(ending.reward, ending.rewardScale, 1);
  for (let s = 0; s < nStates; s++) {
    ended[s] = terminal[s] === 1 ? 1 : chance[s];
    let others = 0;
    for (let o = 1; o < outcomes.length; o++) others += outcome[s * outcomes.length + o];
    outcome[s * outcomes.length] = Math.max(0, 1 - others);
  }
  return { nStates, mean, secondMoment, outcome, length: lengths(chain, terminal, ended, solve) };
}

/** Runs that may never end have no mean length; those that end for certain meet none of their states. */
function lengths(
  { nStates }: MarkovChain,
  terminal: Uint8Array,
  ended: Float64Array,
  solve: (reward: Float64Array, rewardScale: number, discount: number) => Float64Array,
): Float64Array {
  const certain = (s: number): boolean => ended[s] > 1 - ROUNDING;
  const steps = Float64Array.from({ length: nStates }, (_, s) => (terminal[s] === 0 && certain(s) ? 1 : 0));
  return solve(steps, 1, 1).map((length, s) => (certain(s) ? length : Infinity));
}

function endsIn({ terminal, outcome }: Mdp, state: number, o: number): number {
  return terminal[state] === 1 && outcome[state] === o ? 1 : 0;
}

/** Mean over a state's next step of something that an entry of the model earns, and its largest absolute value. */
function expected(
  { nStates, nActions, terminal, rowStart, probability }: Mdp,
  policy: Policy,
  earned: (entry: number) => number,
): Pick<MarkovChain, 'reward' | 'rewardScale'> {
  const reward = new Float64Array(nStates);
  let rewardScale = 0;
  for (let row = 0; row < nStates * nActions; row++) {
    const s = Math.floor(row / nActions);
    const share = policy.probability[row];
    if (share === 0 || terminal[s] === 1) continue;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      if (probability[k] === 0) continue;
      const amount = earned(k);
      reward[s] += share * probability[k] * amount;
      rewardScale = Math.max(rewardScale, Math.abs(amount));
    }
  }
  return { reward, rewardScale };
}
