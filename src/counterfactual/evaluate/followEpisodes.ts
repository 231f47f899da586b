import type { Progress } from '../../core/progress.js';
import { type AfterLog, addAfterLog, settleVariance } from '../chain/episodeResults.js';
import { chainSteps } from '../chain/chainSteps.js';
import { type ChainState, emptyChainState, startAt } from '../chain/chainState.js';
import { stepsToGo } from '../chain/momentTables.js';
import { supportCounter } from '../chain/stepSupport.js';
import { timesObserved } from '../prefixes/episodeOrder.js';
import { splitRare } from '../prefixes/rareStates.js';
import { type SavedChain, chainBytes, loadChain, saveChain } from '../prefixes/savedChain.js';
import { type PrefixWalk, walkPrefixes } from '../prefixes/walkPrefixes.js';
import type { ObservedStep } from '../rows/observedStep.js';
import type { CounterfactualRun, EpisodeColumns } from './counterfactualRun.js';

/** Follows the episodes at some places of the order, up to `to` − 1: nothing depends on which are followed together. */
export type FollowEpisodes = (from: number, to: number, progress?: Progress) => void;

/** What is carried along an episode. */
interface SavedRun {
  readonly chain: SavedChain;
  /** What the columns hold so far. */
  readonly sums: Float64Array;
  readonly weight: number;
}

/**
 * Carries the counterfactual of one episode after the other along the log, and adds what follows it.
 *
 * @param columns to which the results are written
 *
 * Cost: see `evaluateCounterfactual`.
 */
export function followEpisodes(run: CounterfactualRun, columns: EpisodeColumns): FollowEpisodes {
  const { trajectories, observed, mechanism, horizon, discount, leastMass, after, range, order } = run;
  const { mdp } = observed;
  const { nEpisodes, episodeStart, state } = trajectories;
  const times = timesObserved(order, episodeStart, run.observations, mdp.nextState.length);
  const stepOn = chainSteps(observed, mechanism, run.rowBytes, times);
  const resting = supportCounter(mdp, observed, {
    ...{ nEpisodes, horizon, discount, implicit: mechanism.implicit, starts: run.starts },
    endless: after.length.includes(Infinity),
    support: columns.support,
  });
  const sums = sumsOf(columns, nEpisodes);
  const rare = emptyChainState(mdp.nStates);
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  let weight = 1;
  let steps: readonly (ObservedStep | undefined)[] = [];
  const afterLog = (taken: number): AfterLog => ({
    moments: after,
    table: stepsToGo(horizon, taken, mdp.nStates),
    weight,
  });
  const leaveRare = (e: number, taken: number): void => {
    const width = weight * range(taken);
    if (!Number.isFinite(width)) return;
    const { table } = afterLog(taken);
    splitRare(now, leastMass, (s) => mdp.terminal[s] === 1 || after.length[table + s] === Infinity, rare);
    if (rare.size === 0) return;
    addAfterLog(columns, e, rare, afterLog(taken));
    resting?.after(e, rare, taken, weight);
    for (let i = 0; i < rare.size; i++) {
      columns.leftMass[e] += rare.mass[rare.support[i]];
      columns.leftBound[e] += width * rare.mass[rare.support[i]];
    }
  };
  const walk: PrefixWalk<SavedRun> = {
    begin(e) {
      startAt(now, state[episodeStart[e]]);
      weight = 1;
      steps = observed.steps(e);
    },
    step(e, t) {
      columns.expectedLength[e] += livingMass(now, mdp.terminal);
      resting?.observed(e, t, now, steps[t], weight);
      stepOn(e, t, steps[t], weight, now, next);
      [now, next] = [next, now];
      weight *= discount;
      leaveRare(e, t + 1);
    },
    end(e) {
      for (let i = 0; i < now.size; i++) observed.checkActsAfter(steps.length, now.support[i], horizon);
      addAfterLog(columns, e, now, afterLog(steps.length));
      resting?.after(e, now, steps.length, weight);
      settleVariance(columns, e);
    },
    save: (e) => ({ chain: saveChain(now), sums: sums.read(e), weight }),
    resume(saved, e) {
      loadChain(saved.chain, now);
      sums.write(e, saved.sums);
      weight = saved.weight;
      steps = observed.steps(e);
    },
    repeat(known, e) {
      sums.write(e, sums.read(known));
    },
    bytes: (saved) => chainBytes(saved.chain) + saved.sums.byteLength,
  };
  return (from, to, progress) => {
    let done = 0;
    const tell = (): void => {
      if (done % Math.ceil((to - from) / 100) === 0) progress?.(done, to - from);
      done += 1;
    };
    walkPrefixes(order, (e) => episodeStart[e + 1] - episodeStart[e], from, to, {
      ...walk,
      end(e) {
        walk.end(e);
        tell();
      },
      repeat(known, e) {
        walk.repeat(known, e);
        tell();
      },
    });
  };
}

function livingMass({ size, support, mass }: ChainState, terminal: Uint8Array): number {
  let living = 0;
  for (let i = 0; i < size; i++) if (terminal[support[i]] === 0) living += mass[support[i]];
  return living;
}

/** The numbers of an episode in all columns, side by side. */
function sumsOf(
  { support, expectedReturn, returnVariance, outcomeProbability, expectedLength, leftMass, leftBound }: EpisodeColumns,
  n: number,
): { read(episode: number): Float64Array; write(episode: number, sums: Float64Array): void } {
  const results = [expectedReturn, returnVariance, outcomeProbability, expectedLength];
  const parts = [...results, leftMass, leftBound, support.steps, support.thin];
  const widths = parts.map((column) => column.length / n);
  const total = widths.reduce((sum, width) => sum + width, 0);
  return {
    read(e) {
      const sums = new Float64Array(total);
      let at = 0;
      parts.forEach((column, i) => {
        sums.set(column.subarray(e * widths[i], (e + 1) * widths[i]), at);
        at += widths[i];
      });
      return sums;
    },
    write(e, sums) {
      let at = 0;
      parts.forEach((column, i) => {
        column.set(sums.subarray(at, at + widths[i]), e * widths[i]);
        at += widths[i];
      });
    },
  };
}
