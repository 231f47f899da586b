import { ArgumentError, DataError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Rng } from '../../core/random/rng.js';
import { holm } from '../../core/statistics/holm.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { StateTestFigures, StateTestName } from './stateTest.js';
import { stepColumns } from './stepColumns.js';
import { stateTests } from './tests/registry.js';

/** Permutations of each test, where nothing else is asked for. */
export const PERMUTATIONS = 199;

export interface CheckStatesOptions {
  /** R, permutations of each test, an integer of at least number of tests / level − 1; default 199. */
  readonly permutations?: number;
  /** Chance of any false rejection, in (0, 1); default 0.05. */
  readonly level?: number;
  /**
   * Shape (n): how each episode ended, by number, 0 where it did not, as `observedOutcomes` tells; default: by the
   * names of the log's ends.
   */
  readonly ends?: ArrayLike<number>;
  /** Called after each test. */
  readonly progress?: Progress;
}

/** What the tests found. */
export interface StateCheck {
  /** In the order B0, B1, B2, D1, D2, D4, D5. */
  readonly tests: readonly StateTestResult[];
  readonly permutations: number;
  readonly level: number;
  readonly nEpisodes: number;
  readonly nSteps: number;
}

export type StateTestResult = TestThatRan | TestThatCouldNot;

export interface TestThatRan extends StateTestFigures {
  readonly name: StateTestName;
  /** For people; a yes is a rejection. */
  readonly question: string;
  /** p after Holm's adjustment for all tests that ran. */
  readonly adjustedP: number;
  /** Whether `adjustedP` is at most the level. */
  readonly rejected: boolean;
}

export interface TestThatCouldNot {
  readonly name: StateTestName;
  readonly question: string;
  /** Why the log does not let it run. */
  readonly reason: string;
}

/**
 * Tests from the log alone whether its states hide something that moves choices (B) or what happens next (D).
 *
 * A rejection is evidence; that nothing is rejected is none: what shows neither in the past nor in logged probabilities
 * is not seen, and a short log shows little. p-values are approximate, as what is known at a step can hold the choice
 * of an earlier one.
 *
 * @param rng each test draws from a stream of its own: fork('check-states', name)
 * @param log over the states to test, checked
 * @throws ArgumentError on options out of bounds; DataError for a log without episodes
 *
 * Cost O(S·A + steps·(A + log steps) + tests·R·steps).
 *
 * @example
 * const env = createEnv('sepsis');
 * const physician = createPolicy('physician', env.exactModel!());
 * const log = simulate(createRng(1), env, physician, { episodes: 100, horizon: 20 });
 * const check = checkStates(createRng(2), projectTrajectories(log, env, 'projected'));
 * rejectedTests(check).map(({ name }) => name) // ['B0', 'B1', 'B2']
 */
export function checkStates(rng: Rng, log: Trajectories, options: CheckStatesOptions = {}): StateCheck {
  const { permutations = PERMUTATIONS, level = 0.05, progress } = options;
  checkOptions(permutations, level);
  if (log.nEpisodes === 0) throw new DataError('checkStates: the log must hold at least one episode, got none');
  if (options.ends && options.ends.length !== log.nEpisodes)
    throw new ArgumentError(
      `checkStates: ends must have one entry for each of ${log.nEpisodes} episodes, got ${options.ends.length}`,
    );
  const columns = stepColumns(log, options.ends);
  const found = stateTests.map(({ name, question, run }, k) => {
    const figures = run(rng.fork('check-states', name), columns, { permutations });
    progress?.(k + 1, stateTests.length);
    return { name, question, figures };
  });
  const adjusted = holm(found.flatMap(({ figures }) => (typeof figures === 'string' ? [] : [figures.p])));
  let ran = 0;
  const tests = found.map(({ name, question, figures }): StateTestResult => {
    if (typeof figures === 'string') return { name, question, reason: figures };
    const adjustedP = adjusted[ran++];
    return { name, question, ...figures, adjustedP, rejected: adjustedP <= level };
  });
  return { tests, permutations, level, nEpisodes: log.nEpisodes, nSteps: log.state.length };
}

/** The results of tests that rejected. */
export function rejectedTests({ tests }: StateCheck): TestThatRan[] {
  return tests.filter((test): test is TestThatRan => 'rejected' in test && test.rejected);
}

function checkOptions(permutations: number, level: number): void {
  if (!(level > 0 && level < 1)) throw new ArgumentError(`checkStates: level must be in (0, 1), got ${level}`);
  // The least p is 1 / (R + 1): with fewer, a single test could never be rejected beside the others.
  const least = Math.ceil(stateTests.length / level - 1);
  if (!(Number.isInteger(permutations) && permutations >= least))
    throw new ArgumentError(
      `checkStates: permutations must be an integer of at least ${least}, for ${stateTests.length} tests at level ${level} to be able to reject, got ${permutations}`,
    );
}
