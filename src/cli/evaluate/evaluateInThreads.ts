import type { Progress } from '../../core/progress.js';
import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import {
  type CounterfactualRun,
  type EpisodeColumns,
  counterfactualRun,
  emptyColumns,
} from '../../counterfactual/evaluate/counterfactualRun.js';
import { episodeShares } from '../../counterfactual/evaluate/episodeShares.js';
import { type CounterfactualEvaluation, evaluationOf } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { followEpisodes } from '../../counterfactual/evaluate/followEpisodes.js';
import type { AdvisedClinician } from '../../counterfactual/rows/choices.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Threads } from '../arguments/threads.js';
import type { Share } from '../threads/share.js';
import { runShares } from '../threads/runShares.js';
import { sharedColumn, sharedCopy } from '../threads/sharedCopy.js';
import type { NamedMechanism } from './followJob.js';

/** What is evaluated. */
export interface FollowedProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly acting: MarkovPolicy | AdvisedClinician;
  readonly mechanism: CompleteMechanism;
  /** The same one, for threads. */
  readonly named: NamedMechanism;
  readonly options: Omit<CounterfactualOptions, 'progress'>;
}

/** So many a thread, as some take longer than others. */
const SHARES = 16;
/** Milliseconds of work in one thread, before others are thought of. */
const TRIED = 1000;
/** Milliseconds of work that must be left for others to pay: they have to load the program first. */
const WORTH = 1500;
/** The least that a thread keeps of rows, 64 MiB; else they share out what one would keep. */
const LEAST_ROWS = 2 ** 26;
/** What one thread keeps, 256 MiB. */
const ROWS = 2 ** 28;

/**
 * The counterfactual evaluation of a log, by several threads: the same to the bit as by one.
 *
 * Memory: one log and model for all; for each thread what it makes of them, and its rows.
 *
 * @throws as `evaluateCounterfactual`
 */
export async function evaluateInThreads(
  problem: FollowedProblem,
  { most, atOnce }: Threads,
  progress: Progress,
): Promise<CounterfactualEvaluation> {
  const { log, mdp, acting, mechanism, options } = problem;
  const run = counterfactualRun(log, mdp, acting, mechanism, options);
  const columns = emptyColumns(log.nEpisodes, mdp.outcomes.length, sharedColumn);
  const shares = sharesOf(run, SHARES * most);
  const told = (done: number): void => {
    progress(done, shares.length);
  };
  const done = atOnce && most > 1 ? 0 : followHere(run, columns, shares, most > 1, told);
  const left = shares.slice(done);
  if (left.length > 0) {
    const threads = Math.min(most, left.length);
    const rowBytes = options.rowBytes ?? Math.max(LEAST_ROWS, ROWS / threads);
    const task = {
      log: columnsOf(log),
      model: mdp,
      acting,
      mechanism: problem.named,
      options: { ...options, rowBytes },
    };
    await runShares('follow', { ...sharedCopy({ ...task, order: run.order }), columns }, left, {
      threads,
      progress: (further) => {
        told(done + further);
      },
    });
  }
  return evaluationOf(run, columns);
}

function sharesOf({ order, trajectories }: CounterfactualRun, parts: number): readonly Share[] {
  const places = episodeShares(order, trajectories.episodeStart, parts);
  return places.slice(1).map((to, i) => ({ from: places[i], to }));
}

/**
 * Follows episodes in this thread: all of them, or until it shows that others pay. No figure depends on when that is.
 *
 * @returns how many of the shares are done
 */
function followHere(
  run: CounterfactualRun,
  columns: EpisodeColumns,
  shares: readonly Share[],
  mayStop: boolean,
  told: (done: number) => void,
): number {
  const follow = followEpisodes(run, columns);
  const started = performance.now();
  for (let done = 0; done < shares.length; done++) {
    const taken = performance.now() - started;
    const left = (taken / done) * (shares.length - done);
    if (mayStop && taken > TRIED && left > WORTH) return done;
    follow(shares[done].from, shares[done].to);
    told(done + 1);
  }
  return shares.length;
}

/** What counterfactuals need of a log. */
function columnsOf(log: Trajectories): Trajectories {
  const { nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated, source } = log;
  const { episodeId } = log;
  return {
    ...{ nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated, source },
    ...(episodeId && { episodeId }),
  };
}
