import type { Trajectories, TrajectoriesSource } from './trajectories.js';

/**
 * A log that is read in pieces, so that it need not fit into memory. A piece is a log by itself, of whole episodes one
 * after another as they come in the file: every episode is in one piece, and an episode's steps are in order.
 */
export interface LogSource {
  /** Opens the messages of errors: the file. */
  readonly name: string;
  readonly nStates: number;
  readonly nActions: number;
  readonly source: TrajectoriesSource;
  /**
   * The pieces, from the first; may be called again, unless the log came by standard input. All have the sizes and the
   * source above, and the names of their episodes in `episodeId`. How many there are, and where they are cut, may not
   * matter to whoever takes them.
   */
  pieces(): AsyncIterable<Trajectories & { readonly episodeId: readonly string[] }>;
}
