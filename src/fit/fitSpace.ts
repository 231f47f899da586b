import type { Outcome } from '../mdp/outcome.js';
import type { ListedPart } from '../mdp/parts/actionPart.js';
import type { Abstraction } from '../mdp/stateSpace.js';

/** What the log's states mean and what the model's are to be: an abstraction of an environment, and its outcomes. */
export interface FitSpace {
  readonly abstraction: Abstraction;
  readonly outcomes: readonly Outcome[];
  readonly actionLabels?: readonly string[];
  readonly actionParts?: readonly ListedPart[];
  /** Reward of entering a state of the model that is no end, where the environment defines one whatever came before. */
  readonly entryReward?: (state: number) => number | undefined;
  /** That all this was read off a log, which defines no reward, and whose own names of states the model takes. */
  readonly ofLog?: true;
}
