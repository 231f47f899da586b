import type { FitSpace } from './fitSpace.js';
import { z } from 'zod';
import { didYouMean } from '../core/didYouMean.js';
import { ArgumentError, DataError } from '../core/errors.js';
import { withOverrides } from '../core/parameters.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { Absorption, Mdp } from '../mdp/mdp.js';
import type { Outcome } from '../mdp/outcome.js';
import type { ListedPart } from '../mdp/parts/actionPart.js';
import { partsFault } from '../mdp/parts/listedFault.js';
import { listedVariables } from '../mdp/parts/listedVariables.js';
import type { Abstraction, StateSpace } from '../mdp/stateSpace.js';
import { directColumns, endStates, publishedColumns } from './absorb.js';
import { type LoggedTransitions, loggedTransitions, timesOf } from './loggedTransitions.js';
import { plainSpace } from './plainSpace.js';
import { DEFAULT_SUPPORT, type DirichletPrior, leavesNone } from './dirichletPrior.js';
import { type TransitionCounts, countTransitions } from './transitionCounts.js';
import { type UnseenChoice, rowsFromCounts } from './rowsFromCounts.js';
import { unloggedRewards } from './unloggedRewards.js';
import { mixWorst } from './worst/mixWorst.js';
import type { WorstOptions } from './worst/worstCase.js';

export interface FitOptions {
  /**
   * How ends get into the model.
   * - `direct` (default): a step that ends a run counts as entering the end state that the abstraction names.
   * - `published`: what the code of Oberst & Sontag (2019) does. A step that ends a run counts as entering the coarse
   *   state of its variables, which living states share; and for every distinct recorded state in which some run ended,
   *   however many did, one count is added from that coarse state to death (or discharge) for each action. Not
   *   consistent: one added count vanishes among many real ones.
   */
  readonly absorption?: Absorption;
  /**
   * What follows a pair never seen: an end state of an outcome by its name, the first where there are several, as all
   * pay the same (default: the outcome of least reward, `death` in sepsis, where the space has one state for it),
   * `self` (the same state; the default elsewhere), `uniform` over all states, or `error`. It pays what entering that
   * state pays; staying pays 0 where nothing tells what that is (`Fit.nUnpaid`).
   */
  readonly unseen?: string;
  /**
   * Dirichlet prior: rows become posterior means. Only those without a support, where `prior.support` is `state` or
   * `row`, are left to `unseen`. Pairs without a logged case are unseen all the same.
   */
  readonly prior?: DirichletPrior;
  /** Rewards of entering states, by state, for transitions that the prior or `unseen` adds: see `unloggedRewards`. */
  readonly rewards?: ReadonlyMap<number, number>;
  /** The same where nothing else tells, neither this log nor the environment: what a log tells that this one is of. */
  readonly otherwise?: (state: number) => number | undefined;
  /** Imaginary cases of the worst to mix into each pair after the fit, and how far ahead they look: see `mixWorst`. */
  readonly worst?: WorstOptions & { readonly cases: number };
  /** What the actions are made of; default: as the space says. */
  readonly actionParts?: readonly ListedPart[];
}

export interface Fit {
  readonly mdp: Mdp;
  /** Real and added counts over the model's states, less a floor: what the model and an estimate of the behaviour policy rest on. */
  readonly counts: TransitionCounts;
  /** Unseen pairs that stay in their state (`unseen: 'self'`) and pay 0, as no logged step entered it. */
  readonly nUnpaid: number;
  /** What follows pairs never seen, as `FitOptions.unseen` names it; undefined where a prior leaves none. */
  readonly unseen: string | undefined;
}

const parameters = z.object({
  absorption: z.enum(['direct', 'published']).default('direct'),
  unseen: z.string().optional(),
});

/**
 * Fits an Mdp to logged trajectories: relative frequencies of transitions, mean logged rewards, first states as they
 * came.
 *
 * @param log over the abstraction's finer space, or over any states if `space` is undefined; then the states in which
 *   runs end must not be ones that others pass through. Counts of a log give the model that the log itself does: see
 *   `transitionsOf`
 * @param space undefined for a log without a known environment: see `plainSpace`
 * @returns the model and its counts
 * @throws ArgumentError on options and spaces that do not fit; DataError where the log contradicts itself, for
 *   `unseen: 'error'`, and where nothing tells what an added transition pays
 *
 * Cost O(steps + S·A + nnz).
 */
export function fit(log: Trajectories | LoggedTransitions, space: FitSpace | undefined, options: FitOptions = {}): Fit {
  const { absorption, unseen } = withOverrides('fit', parameters, {
    absorption: options.absorption,
    unseen: options.unseen,
  });
  const logged = loggedTransitions(log);
  const nEpisodes = logged.first.reduce((sum, n) => sum + n, 0);
  if (nEpisodes === 0) throw new DataError('fit: the log must hold at least one episode, got none');
  const known = space ?? plainSpace(logged);
  const { abstraction, outcomes, actionLabels, entryReward, ofLog } = known;
  const actionParts = options.actionParts ?? known.actionParts;
  checkSpace(logged, abstraction);
  checkRewards(options.rewards, abstraction.to);
  const { nActions } = logged;
  const { nStates } = abstraction.to;
  const fault = partsFault(actionParts ?? [], nActions);
  if (fault !== undefined) throw new ArgumentError(`fit: ${fault}`);
  const variables = listedVariables(abstraction.to);
  const counts = countTransitions(
    absorption === 'direct'
      ? directColumns(logged, abstraction)
      : publishedColumns(logged, abstraction, outcomes, endStates(abstraction.to, outcomes)),
    nStates,
    nActions,
  );
  const starts = new Float64Array(nStates);
  const map = absorption === 'direct' ? abstraction.map : abstraction.interior;
  logged.first.forEach((n, s) => (starts[map[s]] += n));
  const terminal = abstraction.to.outcome.map((outcome) => (outcome > 0 ? 1 : 0));
  const successor = unseenSuccessor(abstraction.to, outcomes, unseen);
  const { nUnpaid, ...rows } = rowsFromCounts(counts, {
    terminal,
    unlogged: unloggedRewards(counts, {
      ...(options.rewards && { given: options.rewards }),
      ...(options.prior?.mean && { mean: options.prior.mean }),
      ...(options.otherwise && { otherwise: options.otherwise }),
      ...(!ofLog && {
        defined: (s: number) => (terminal[s] === 1 ? outcomes[abstraction.to.outcome[s]].reward : entryReward?.(s)),
      }),
    }),
    unseen: successor,
    ...(options.prior && { prior: options.prior }),
  });
  const named = typeof successor === 'number' ? outcomes[abstraction.to.outcome[successor]].name : successor;
  const follows = options.prior && leavesNone(options.prior) ? undefined : named;
  const { env, parameters: envParameters, space: recorded, states, actions, ends, features } = logged.source;
  const mdp: Mdp = {
    nStates,
    nActions,
    ...rows,
    visits: loggedCases(logged, map, nStates),
    initial: starts.map((n) => n / nEpisodes),
    terminal,
    outcomes,
    outcome: abstraction.to.outcome,
    stateLabels: Array.from({ length: nStates }, (_, s) => abstraction.to.label(s)),
    ...(actionLabels && { actionLabels }),
    ...(actionParts && { actionParts }),
    ...(variables && { variables }),
    source: {
      ...(env !== undefined && { env }),
      ...(envParameters && { parameters: envParameters }),
      ...((!ofLog || recorded !== undefined) && { space: abstraction.to.name }),
      absorption,
      ...(follows !== undefined && { unseen: follows }),
      ...(options.rewards?.size && {
        rewards: Array.from(options.rewards, ([state, reward]) => ({ state, reward })),
      }),
      ...(options.prior && {
        prior: {
          concentration: options.prior.concentration,
          ...(options.prior.mean
            ? { mean: 'model' }
            : { mean: 'uniform', support: options.prior.support ?? DEFAULT_SUPPORT }),
        },
      }),
      ...(ofLog && {
        ...(states && { states }),
        ...(actions && { actions }),
        ...(ends && { ends }),
        ...(features && { features }),
      }),
    },
  };
  const { worst } = options;
  return {
    mdp: worst ? mixWorst(mdp, worst.cases, worst) : mdp,
    counts,
    nUnpaid,
    unseen: follows,
  };
}

/** n(s, a) over the model's states, without what absorption adds; shape (S·A). */
function loggedCases(logged: LoggedTransitions, map: Uint32Array, nStates: number): Uint32Array {
  const { state, action, nActions } = logged;
  const visits = new Uint32Array(nStates * nActions);
  for (let i = 0; i < state.length; i++) visits[map[state[i]] * nActions + action[i]] += timesOf(logged, i);
  return visits;
}

function checkRewards(rewards: FitOptions['rewards'], { name, nStates }: StateSpace): void {
  for (const [state, reward] of rewards ?? []) {
    if (!(Number.isInteger(state) && state >= 0 && state < nStates))
      throw new ArgumentError(`fit: rewards must be of states 0 to ${nStates - 1} of space '${name}', got ${state}`);
    if (!Number.isFinite(reward))
      throw new ArgumentError(`fit: the reward of entering state ${state} must be finite, got ${reward}`);
  }
}

function checkSpace({ nStates, nextState, ended, goesOn, rowName }: LoggedTransitions, { from }: Abstraction): void {
  if (nStates !== from.nStates)
    throw new ArgumentError(
      `fit: the log must be over space '${from.name}' with ${from.nStates} states, got ${nStates} states`,
    );
  for (let i = 0; i < nextState.length; i++)
    if (goesOn?.[i] !== 1 && (ended[i] === 1) !== from.outcome[nextState[i]] > 0)
      throw new DataError(
        `fit: ${rowName(i)} must ${ended[i] === 1 ? 'end in an end state' : 'not reach an end state'} of space '${from.name}', got ${from.label(nextState[i])} - fit from the log as it was recorded`,
      );
}

function unseenSuccessor(space: StateSpace, outcomes: readonly Outcome[], choice: string | undefined): UnseenChoice {
  if (choice === 'self' || choice === 'uniform' || choice === 'error') return choice;
  if (choice === undefined) {
    const worst = outcomes.findIndex(
      (o, i) => o.reward < 0 && outcomes.every((other, j) => j === i || other.reward > o.reward),
    );
    return endStates(space, outcomes)[worst] ?? 'self';
  }
  const first = outcomes.map((_, outcome) => (outcome > 0 ? space.outcome.indexOf(outcome) : -1));
  const named = first[outcomes.findIndex((outcome) => outcome.name === choice)] ?? -1;
  if (named >= 0) return named;
  const names = outcomes.filter((_, i) => first[i] >= 0).map((outcome) => outcome.name);
  throw new ArgumentError(
    `fit: unseen must be one of ${['self', 'uniform', 'error', ...names].join(', ')} in space '${space.name}', got '${choice}'${didYouMean(choice, ['self', 'uniform', 'error', ...names])}`,
  );
}
