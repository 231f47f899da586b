import { ArgumentError } from '../core/errors.js';
import { SUM_TOLERANCE } from '../core/probability.js';
import type { FeatureStates } from '../states/featureStates.js';
import type { Outcome } from './outcome.js';
import type { ListedPart } from './parts/actionPart.js';
import { partsFault, variablesFault } from './parts/listedFault.js';
import type { ListedVariable } from './parts/stateVariable.js';

/**
 * A finite Markov decision process in compressed sparse rows. Row (s, a) is number s·A + a; its entries are
 * rowStart[row] to rowStart[row + 1] − 1, in increasing order of next state.
 */
export interface Mdp {
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (S·A + 1). */
  readonly rowStart: Uint32Array;
  /** Shape (nnz). */
  readonly nextState: Uint32Array;
  /**
   * Shape (nnz); each row sums to 1. The rows of a terminal state may be empty; in any other state an empty row is an
   * action that is not possible there, which no policy may take, and at least one action is possible.
   */
  readonly probability: Float64Array;
  /** Shape (nnz): expected reward of taking action a in state s and entering that next state. */
  readonly reward: Float64Array;
  /** Shape (S): distribution of the first state. */
  readonly initial: Float64Array;
  /**
   * Shape (S), 0 or 1. The process ends on entering such a state: nothing is earned after it, whatever its rows say.
   */
  readonly terminal: Uint8Array;
  /** How a run can end; entry 0 is the process still going on. */
  readonly outcomes: readonly Outcome[];
  /** Shape (S): index into `outcomes` of a run that is in this state at its end. */
  readonly outcome: Uint8Array;
  /**
   * Shape (S·A), 0 or 1: whether the pair was seen in the data. Absent where the model is exact. A pair with counts
   * that absorption `published` added passes for seen.
   */
  readonly observed?: Uint8Array;
  /** Shape (S·A): logged cases of each pair, nothing added. Absent where the model is not fitted to a log. */
  readonly visits?: Uint32Array;
  readonly stateLabels?: readonly string[];
  readonly actionLabels?: readonly string[];
  /** What its actions are made of, where that is known. */
  readonly actionParts?: readonly ListedPart[];
  /** What its states are made of, where that is known. */
  readonly variables?: readonly ListedVariable[];
  /** What the model describes; needed to match it with trajectories and policies of the same space. */
  readonly source: MdpSource;
}

export interface MdpSource {
  /** Registered name of the environment, where there is one. */
  readonly env?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Name of the state space. */
  readonly space?: string;
  /** How ends got into a fitted model. */
  readonly absorption?: Absorption;
  /** Shape (S): what the log that it was fitted to called its states, where they were numbered as it was read. */
  readonly states?: readonly string[];
  /** Shape (A): likewise its actions. */
  readonly actions?: readonly string[];
  /** Ends that are known by name. */
  readonly ends?: readonly NamedEnd[];
  /** The features that its states were made of, so that new patients can be placed. */
  readonly features?: FeatureStates;
  /** What follows pairs never seen in a fitted model, as `FitOptions.unseen` names it; absent in older files. */
  readonly unseen?: string;
  /** What entering states pays where no logged step did, as it was given: `FitOptions.rewards`. */
  readonly rewards?: readonly GivenReward[];
  /** The Dirichlet prior mixed into the rows. */
  readonly prior?: MixedPrior;
  /** The worst case mixed into the rows after the fit: see `mixWorst`, and `unmixWorst` for the rows without it. */
  readonly worst?: MixedWorst;
}

/**
 * A Dirichlet prior of concentration c, mixed into the rows of a fitted model. With `visits` N > 0 and a uniform mean, a
 * row of k entries (all of its support) is without the prior
 *
 *     P(N + c)/N − c/(k·N)
 *
 * which is 0 where nothing was logged. `pairConcentration` tells which rows it is mixed into.
 */
export interface MixedPrior {
  /** c, > 0. */
  readonly concentration: number;
  /** Uniform over the support of a row, or the rows of another model. */
  readonly mean: 'uniform' | 'model';
  /** The support of a uniform mean; absent in older files, where it is `all`. */
  readonly support?: PriorSupport;
}

/**
 * What a uniform prior spreads over: the successors logged from the pair itself, those from its state, whatever the
 * action, or all states.
 */
export type PriorSupport = 'row' | 'state' | 'all';

/** Imaginary cases of the worst that can follow, mixed into every row of a fitted model. */
export interface MixedWorst {
  /** How many were added to each row, ≥ 0; at 0 only pairs without a logged case lead to the state. */
  readonly cases: number;
  /** The state that they enter: an end, or a floor. */
  readonly state: number;
  /** What entering it pays. */
  readonly reward: number;
  /**
   * Whether it is a floor: a state that no log has, added as the last one, which is never left and pays `reward` at
   * every step.
   */
  readonly floor: boolean;
}

/** The reward of entering a state. */
export interface GivenReward {
  readonly state: number;
  readonly reward: number;
}

/** A state in which runs end, by the name of that end; several states may share one. */
export interface NamedEnd {
  readonly name: string;
  readonly state: number;
}

/** How ends get into a fitted model: see `fit`. */
export type Absorption = 'direct' | 'published';

/** Index of row (s, a). */
export function rowIndex(mdp: Pick<Mdp, 'nActions'>, state: number, action: number): number {
  return state * mdp.nActions + action;
}

/**
 * Checks everything that the inner loops trust.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the first requirement that fails and where
 *
 * Cost O(nnz).
 */
export function checkMdp(mdp: Mdp, where = 'checkMdp'): void {
  const { nStates, nActions, rowStart, nextState, probability, reward, initial, terminal } = mdp;
  const fail = (requirement: string): never => {
    throw new ArgumentError(`${where}: ${requirement}`);
  };
  const lengths: readonly [string, ArrayLike<number>, number][] = [
    ['rowStart', rowStart, nStates * nActions + 1],
    ['probability', probability, nextState.length],
    ['reward', reward, nextState.length],
    ['initial', initial, nStates],
    ['terminal', terminal, nStates],
    ['outcome', mdp.outcome, nStates],
    ['observed', mdp.observed ?? { length: nStates * nActions }, nStates * nActions],
    ['visits', mdp.visits ?? { length: nStates * nActions }, nStates * nActions],
  ];
  for (const [name, array, length] of lengths)
    if (array.length !== length) fail(`${name} must have length ${length}, got ${array.length}`);
  if (rowStart[0] !== 0 || rowStart.at(-1) !== nextState.length)
    fail(`rowStart must run from 0 to ${nextState.length}, got ${rowStart[0]} to ${rowStart.at(-1)}`);
  const names = mdp.outcomes.map(({ name }) => name);
  const again = names.find((name, o) => names.indexOf(name) < o);
  if (again !== undefined) fail(`outcomes must have different names, got '${again}' twice`);
  for (let s = 0; s < nStates; s++) {
    if (!(mdp.outcome[s] < mdp.outcomes.length))
      fail(`outcome of state ${s} must be below ${mdp.outcomes.length}, got ${mdp.outcome[s]}`);
    if (terminal[s] > 1) fail(`terminal must be 0 or 1, got ${terminal[s]} for state ${s}`);
    let possible = terminal[s] === 1;
    for (let a = 0; a < nActions; a++) {
      const row = s * nActions + a;
      const [first, end] = [rowStart[row], rowStart[row + 1]];
      if (mdp.observed && mdp.observed[row] > 1)
        fail(`observed must be 0 or 1, got ${mdp.observed[row]} for state ${s}, action ${a}`);
      if (end < first) fail(`rowStart must not decrease, got ${first} then ${end} at state ${s}, action ${a}`);
      let sum = 0;
      for (let k = first; k < end; k++) {
        if (!(nextState[k] < nStates))
          fail(`next state must be below ${nStates}, got ${nextState[k]} in row (${s}, ${a})`);
        if (k > first && nextState[k] <= nextState[k - 1]) fail(`next states of row (${s}, ${a}) must increase`);
        if (!(probability[k] >= 0)) fail(`probability must be ≥ 0, got ${probability[k]} in row (${s}, ${a})`);
        if (!Number.isFinite(reward[k])) fail(`reward must be finite, got ${reward[k]} in row (${s}, ${a})`);
        sum += probability[k];
      }
      if (end > first) possible = true;
      if (end > first && !(Math.abs(sum - 1) <= SUM_TOLERANCE))
        fail(`row (state ${s}, action ${a}) must sum to 1, got ${sum} - divide the row by its sum`);
    }
    if (!possible)
      fail(
        `state ${s} must have an action that is possible, got empty rows for all - give it a row, or mark the state terminal`,
      );
  }
  checkWorst(mdp, fail);
  const fault = partsFault(mdp.actionParts ?? [], nActions) ?? variablesFault(mdp.variables ?? [], nStates);
  if (fault !== undefined) fail(fault);
  let sum = 0;
  for (const p of initial) {
    if (!(p >= 0)) fail(`initial must be ≥ 0, got ${p}`);
    sum += p;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) fail(`initial must sum to 1, got ${sum}`);
}

function checkWorst({ nStates, source: { worst } }: Mdp, fail: (requirement: string) => never): void {
  if (!worst) return;
  const { cases, state, reward, floor } = worst;
  if (!(cases >= 0 && Number.isFinite(cases))) fail(`source.worst: cases must be finite and ≥ 0, got ${cases}`);
  if (!Number.isFinite(reward)) fail(`source.worst: reward must be finite, got ${reward}`);
  if (!(Number.isInteger(state) && state >= 0 && state < nStates))
    fail(`source.worst: state must be from 0 to ${nStates - 1}, got ${state}`);
  if (floor && state !== nStates - 1)
    fail(`source.worst: a floor must be the last state, ${nStates - 1}, got ${state}`);
}
