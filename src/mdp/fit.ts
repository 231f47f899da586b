import { z } from 'zod';
import { ArgumentError, DataError } from '../core/errors.js';
import { withOverrides } from '../core/parameters.js';
import { type Trajectories, episodeName } from '../trajectories/trajectories.js';
import type { Absorption, Mdp } from './mdp.js';
import type { Outcome } from './outcome.js';
import type { Abstraction, StateSpace } from './stateSpace.js';
import { directColumns, endStates, publishedColumns } from './absorb.js';
import { plainSpace } from './plainSpace.js';
import { type TransitionCounts, countTransitions } from './transitionCounts.js';
import { rowsFromCounts } from './rowsFromCounts.js';

export interface FitOptions {
  /**
   * How ends get into the model.
   * - `direct` (default): a step that ends a run counts as entering the end state that the abstraction names.
   * - `published`: what the code of Oberst & Sontag (2019) does. A step that ends a run counts as entering the coarse state of
   *   its variables, which living states share; and for every distinct recorded state in which some run ended, however
   *   many did, one count is added from that coarse state to death (or discharge) for each action. Not consistent: one
   *   added count vanishes among many real ones.
   */
  readonly absorption?: Absorption;
  /**
   * What follows a pair never seen: an end state of an outcome by its name, the first where there are several, as all pay
   * the same (default: the outcome of least reward, `death` in sepsis, where the space has one state for it), `self` (the
   * same state; the default elsewhere), `uniform` over all states, or `error`.
   */
  readonly unseen?: string;
  /** Dirichlet prior on every row: rows become posterior means, and no pair is left unseen. */
  readonly prior?: DirichletPrior;
}

export interface DirichletPrior {
  /** Total of the pseudo-counts of a row, > 0. */
  readonly concentration: number;
  /** A model whose rows are the prior mean; uniform over all states where absent. */
  readonly mean?: Mdp;
}

/** What the log's states mean and what the model's are to be: an abstraction of an environment, and its outcomes. */
export interface FitSpace {
  readonly abstraction: Abstraction;
  readonly outcomes: readonly Outcome[];
  readonly actionLabels?: readonly string[];
}

export interface Fit {
  readonly mdp: Mdp;
  /** Real and added counts over the model's states: what the model and an estimate of the behaviour policy rest on. */
  readonly counts: TransitionCounts;
}

const parameters = z.object({
  absorption: z.enum(['direct', 'published']).default('direct'),
  unseen: z.string().optional(),
});

/**
 * Fits an Mdp to logged trajectories: relative frequencies of transitions, mean logged rewards, first states as they came.
 *
 * @param trajectories log over the abstraction's finer space, or over any states if `space` is undefined; then the states in
 *   which runs end must not be ones that others pass through
 * @param space undefined for a log without a known environment
 * @returns the model and its counts
 * @throws ArgumentError on options and spaces that do not fit; DataError where the log contradicts itself, and for
 *   `unseen: 'error'`
 *
 * Cost O(steps + S·A + nnz).
 */
export function fit(trajectories: Trajectories, space: FitSpace | undefined, options: FitOptions = {}): Fit {
  const { absorption, unseen } = withOverrides('fit', parameters, {
    absorption: options.absorption,
    unseen: options.unseen,
  });
  if (trajectories.nEpisodes === 0) throw new DataError('fit: the log must hold at least one episode, got none');
  const { abstraction, outcomes, actionLabels } = space ?? plainSpace(trajectories);
  checkSpace(trajectories, abstraction);
  const { nActions } = trajectories;
  const { nStates } = abstraction.to;
  const counts = countTransitions(
    absorption === 'direct'
      ? directColumns(trajectories, abstraction)
      : publishedColumns(trajectories, abstraction, outcomes, endStates(abstraction.to, outcomes)),
    nStates,
    nActions,
  );
  const initial = new Float64Array(nStates);
  const map = absorption === 'direct' ? abstraction.map : abstraction.interior;
  for (let e = 0; e < trajectories.nEpisodes; e++)
    initial[map[trajectories.state[trajectories.episodeStart[e]]]] += 1 / trajectories.nEpisodes;
  const terminal = abstraction.to.outcome.map((outcome) => (outcome > 0 ? 1 : 0));
  const rows = rowsFromCounts(counts, {
    terminal,
    entryReward: Float64Array.from(abstraction.to.outcome, (outcome) => outcomes[outcome].reward),
    unseen: unseenSuccessor(abstraction.to, outcomes, unseen),
    ...(options.prior && { prior: options.prior }),
  });
  const { env, parameters: envParameters, space: recorded } = trajectories.source;
  const mdp: Mdp = {
    nStates,
    nActions,
    ...rows,
    initial,
    terminal,
    outcomes,
    outcome: abstraction.to.outcome,
    stateLabels: Array.from({ length: nStates }, (_, s) => abstraction.to.label(s)),
    ...(actionLabels && { actionLabels }),
    source: {
      ...(env !== undefined && { env }),
      ...(envParameters && { parameters: envParameters }),
      ...((space ?? recorded) !== undefined && { space: abstraction.to.name }),
      absorption,
    },
  };
  return { mdp, counts };
}

function checkSpace(trajectories: Trajectories, { from }: Abstraction): void {
  if (trajectories.nStates !== from.nStates)
    throw new ArgumentError(
      `fit: the log must be over space '${from.name}' with ${from.nStates} states, got ${trajectories.nStates} states`,
    );
  const { nEpisodes, episodeStart, nextState, terminated } = trajectories;
  for (let e = 0; e < nEpisodes; e++) {
    const last = nextState[episodeStart[e + 1] - 1];
    if ((terminated[e] === 1) !== from.outcome[last] > 0)
      throw new DataError(
        `fit: episode ${episodeName(trajectories, e)} must ${terminated[e] === 1 ? 'end in an end state' : 'not reach an end state'} of space '${from.name}', got ${from.label(last)} - fit from the log as it was recorded`,
      );
  }
}

function unseenSuccessor(
  space: StateSpace,
  outcomes: readonly Outcome[],
  choice: string | undefined,
): 'self' | 'uniform' | 'error' | number {
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
    `fit: unseen must be one of ${['self', 'uniform', 'error', ...names].join(', ')} in space '${space.name}', got '${choice}'`,
  );
}
