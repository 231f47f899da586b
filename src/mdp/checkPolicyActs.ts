import { ArgumentError } from '../core/errors.js';
import type { Mdp } from './mdp.js';
import type { Policy } from './policy.js';

/**
 * Checks that a policy says what to do in each of some states.
 *
 * @param states such as those that a log visits
 * @param what the states are, for the message
 * @throws ArgumentError naming the first state in which it does not
 */
export function checkPolicyDefined(
  where: string,
  { undefinedRows }: Policy,
  states: Iterable<number>,
  what = 'which the log visits',
): void {
  if (!undefinedRows) return;
  for (const s of states) {
    if (undefinedRows[s] === 1)
      throw new ArgumentError(
        `${where}: policy must say what to do in state ${s}, ${what}, got nothing - give the state an action, or a row of probabilities that sums to 1`,
      );
  }
}

/**
 * Checks that wherever a policy can lead in a model it says what to do, and takes only actions that are possible.
 *
 * @param starts states to begin in; default those in which runs of the model begin
 * @throws ArgumentError naming the state in which it says nothing, or the pair that is not possible
 *
 * Cost O(S·A), and O(nnz) where the policy leaves out states or the model has pairs that are not possible.
 */
export function checkPolicyActs(
  where: string,
  policy: Policy,
  mdp: Mdp,
  starts: Iterable<number> = initialStates(mdp),
): void {
  const { terminal } = mdp;
  if (!policy.undefinedRows && !hasImpossiblePairs(mdp)) return;
  const reached = new Uint8Array(mdp.nStates);
  const waiting: number[] = [];
  const enter = (s: number): void => {
    if (reached[s] === 1 || terminal[s] === 1) return;
    reached[s] = 1;
    waiting.push(s);
  };
  for (const s of starts) enter(s);
  for (let s = waiting.pop(); s !== undefined; s = waiting.pop()) {
    checkActsIn(where, policy, mdp, s, enter);
  }
}

/**
 * Checks what a policy does in one state, and enters the states that may follow.
 *
 * @param when it comes there, for the message, such as ` at step 3`
 * @throws ArgumentError as `checkPolicyActs`
 */
export function checkActsIn(
  where: string,
  policy: Policy,
  mdp: Mdp,
  s: number,
  enter: (next: number) => void,
  when = '',
): void {
  const { nActions, rowStart, nextState, probability } = mdp;
  checkActs(where, policy, mdp, s, when);
  for (let row = s * nActions; row < (s + 1) * nActions; row++) {
    if (policy.probability[row] === 0) continue;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) if (probability[k] > 0) enter(nextState[k]);
  }
}

/**
 * Checks what a policy does in one state, wherever it leads.
 *
 * @param when it comes there, for the message
 * @throws ArgumentError as `checkPolicyActs`
 */
export function checkActs(where: string, policy: Policy, mdp: Mdp, s: number, when = ''): void {
  checkPolicyDefined(where, policy, [s], `which it can reach${when}`);
  for (let a = 0; a < mdp.nActions; a++) {
    const share = policy.probability[s * mdp.nActions + a];
    if (share > 0 && !isPossible(mdp, s, a))
      throw new ArgumentError(
        `${where}: policy must not take action ${a} in state ${s}${when}, which is not possible there, got probability ${share} - ${remedy(mdp, s)}`,
      );
  }
}

/** Whether action a can be taken in state s: whether its row has entries. In an end nothing is taken. */
export function isPossible({ nActions, rowStart }: Mdp, state: number, action: number): boolean {
  const row = state * nActions + action;
  return rowStart[row] < rowStart[row + 1];
}

/** Whether some action cannot be taken in some state that is no end. */
export function hasImpossiblePairs({ rowStart, nActions, terminal }: Mdp): boolean {
  for (let row = 0; row + 1 < rowStart.length; row++)
    if (rowStart[row] === rowStart[row + 1] && terminal[Math.floor(row / nActions)] === 0) return true;
  return false;
}

/** States in which runs of a model may begin. */
export function initialStates({ initial }: Mdp): number[] {
  return Array.from(initial.keys()).filter((s) => initial[s] > 0);
}

function remedy(mdp: Mdp, s: number): string {
  const most = 10;
  const possible = Array.from({ length: mdp.nActions }, (_, a) => a).filter((a) => isPossible(mdp, s, a));
  return `choose among ${possible.slice(0, most).join(', ')}${possible.length > most ? ', ...' : ''}`;
}
