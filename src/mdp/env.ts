import { didYouMean } from '../core/didYouMean.js';
import { ArgumentError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import type { Mdp } from './mdp.js';
import type { Outcome } from './outcome.js';
import type { ActionPart } from './parts/actionPart.js';
import { type Abstraction, type StateSpace, composeAbstractions } from './stateSpace.js';

/** How an outcome is told to people. */
export interface OutcomeWords {
  /** As after whom the run is of: `died`, `was discharged`, `was still in care`. */
  readonly was: string;
  /** As after a percentage: `dead`, `discharged`, `in care`. */
  readonly share: string;
}

/** An environment: a record of pure functions over integer states and actions. */
export interface Env {
  readonly name: string;
  /** Every parameter with its value, as needed to build the same environment again. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly nActions: number;
  /** Short, and different for every action: in tables and files. */
  actionLabel(action: number): string;
  /** In words for people, as after "the choice was"; default: the label. */
  actionWords?(action: number): string;
  /** What actions are made of, where they are: an effect can then be told by part. */
  readonly actionParts?: readonly ActionPart[];
  /** Whom a run is of, in words for people, as `patient` and `patients`; default: a run. */
  readonly subject?: { readonly one: string; readonly many: string };
  /** How a run can end; entry 0 is the run still going on. A state whose outcome is not 0 ends the run. */
  readonly outcomes: readonly Outcome[];
  /** An outcome in words for people; default: made of its name. */
  outcomeWords?(outcome: number): OutcomeWords;
  /** Finest first: the first is the space that `initial` and `step` work in. */
  readonly spaces: readonly [StateSpace, ...StateSpace[]];
  /** From each space to the next coarser one: one fewer than there are spaces. */
  readonly abstractions: readonly Abstraction[];
  /** Name of the space that logs are written in: what a clinician could have seen. */
  readonly recorded: string;
  /**
   * What the recorded state leaves out of state s: constant within a run, 0 where nothing is left out. Absent, as
   * `restore` then is, where it changes within a run: logs cannot be refined then.
   */
  readonly hidden?: (state: number) => number;
  /** The state with this recorded part and this hidden part. */
  readonly restore?: (recorded: number, hidden: number) => number;
  /** Draws a first state, which is never an end. */
  initial(rng: Rng): number;
  /** Draws the next state. */
  step(rng: Rng, state: number, action: number): number;
  reward(state: number, action: number, nextState: number): number;
  /** The exact model over the finest space, by enumeration, where there is one. */
  exactModel?(): Mdp;
}

/**
 * The space of that name.
 *
 * @throws ArgumentError listing the names there are
 */
export function spaceOf(env: Env, name: string): StateSpace {
  const space = env.spaces.find((candidate) => candidate.name === name);
  if (space) return space;
  throw new ArgumentError(
    `env ${env.name}: space must be one of ${env.spaces.map((s) => s.name).join(', ')}, got '${name}'${didYouMean(
      name,
      env.spaces.map((s) => s.name),
    )}`,
  );
}

/**
 * The map from one of an environment's spaces to the same or a coarser one.
 *
 * @throws ArgumentError if a name is unknown or `to` is finer than `from`
 */
export function abstractionBetween(env: Env, from: string, to: string): Abstraction {
  const fine = spaceOf(env, from);
  const first = env.spaces.indexOf(fine);
  const last = env.spaces.indexOf(spaceOf(env, to));
  if (last < first)
    throw new ArgumentError(
      `env ${env.name}: states of space '${from}' cannot be refined to '${to}' - record them in '${to}' or a finer space`,
    );
  const identity = Uint32Array.from({ length: fine.nStates }, (_, s) => s);
  const start: Abstraction = { from: fine, to: fine, map: identity, interior: identity };
  return env.abstractions.slice(first, last).reduce(composeAbstractions, start);
}
