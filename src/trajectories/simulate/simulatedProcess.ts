import type { AliasTables } from '../../core/random/aliasTable.js';
import type { Rng } from '../../core/random/rng.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { TrajectoriesSource } from '../trajectories.js';

/**
 * How a process moves under a policy. A transition, an action with the state that it leads to, is a number which only
 * the functions here can read: so a table can draw both at once.
 */
export interface Moves {
  initial(rng: Rng): number;
  /** Draws a transition from this state at step t of a run. */
  draw(rng: Rng, state: number, t: number): number;
  actionOf(transition: number): number;
  nextStateOf(transition: number): number;
  rewardOf(state: number, transition: number): number;
  /** Shape (states of the process): not 0 where a run ends. */
  readonly ends: Uint8Array;
  /** What `draw` and the others read, where they read tables alone: for a loop that reads them by itself. */
  readonly tables?: MoveTables;
}

/** Alias tables of each state's transitions, and what a transition is. */
export interface MoveTables {
  /** Those by which step t of a run is drawn, one for each state: the same object where they are the same. */
  tablesAt(t: number): AliasTables;
  /** Shape (transitions). */
  readonly action: Uint32Array;
  /** Shape (transitions). */
  readonly nextState: Uint32Array;
  /** Shape (transitions). */
  readonly reward: Float64Array;
}

/** What the simulation loop needs: how a process moves, how it is logged, and the policy by which it is run. */
export interface SimulatedProcess extends Moves {
  readonly nActions: number;
  /** Shape (states of the process): the state as it is logged. */
  readonly recorded: Uint32Array;
  /** Number of states as they are logged. */
  readonly nRecorded: number;
  /** The hidden component of a run from its first state; absent where nothing is hidden. */
  readonly hidden?: (state: number) => number;
  /** Over the states of the process. */
  readonly policy: MarkovPolicy;
  readonly source: TrajectoriesSource;
}
