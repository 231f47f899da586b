import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mdp } from '../src/mdp/mdp.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { bytesOf, gridModel, randomModel } from './benchSolveModels.js';

/** One model at one discount, solved by policy iteration and by plain value iteration. */
export interface SolveCase {
  readonly kind: 'grid' | 'random';
  readonly nStates: number;
  readonly discount: number;
}

export interface SolveTiming extends SolveCase {
  readonly nEntries: number;
  /** CPU seconds. */
  readonly seconds: number;
  readonly rounds: number;
  readonly relativeResidual: number;
  readonly modelMegabytes: number;
  /** Most memory of the process until policy iteration was done, the model included. */
  readonly peakMegabytes: number;
  readonly valueIteration: {
    readonly seconds: number;
    readonly sweeps: number;
    readonly relativeResidual: number;
    /** Whether it got as far as it was asked to in the time that it was given. */
    readonly done: boolean;
  };
}

/** The most that value iteration is given: this, or three times as long as policy iteration took. */
const LEAST_LIMIT = 20;

/**
 * Times each case in a process of its own, so that each has its own peak of memory.
 *
 * @param large also the models of a million states, which take minutes
 */
export function* solveTimings(large: boolean): Generator<SolveTiming> {
  for (const kind of ['grid', 'random'] as const)
    for (const nStates of large ? [1e5, 1e6] : [1e5])
      for (const discount of [0.99, 0.999]) {
        const which: SolveCase = { kind, nStates, discount };
        const arguments_ = ['--expose-gc', fileURLToPath(import.meta.url), JSON.stringify(which)];
        yield JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' })) as SolveTiming;
      }
}

/** The exponent that the times of two sizes fit: time ∝ states^exponent. */
export function exponentOf(small: SolveTiming, big: SolveTiming): number {
  return Math.log(big.seconds / small.seconds) / Math.log(big.nStates / small.nStates);
}

/** A line of the table. */
export function solveLine(timing: SolveTiming): string {
  const { kind, discount, nStates, seconds, rounds, relativeResidual, modelMegabytes, peakMegabytes } = timing;
  const { valueIteration: plain } = timing;
  return [
    `solve ${kind}, ${nStates.toLocaleString('en')} states, discount ${discount}:`.padEnd(46),
    `${seconds.toFixed(1)} s, ${rounds} rounds, residual ${relativeResidual.toExponential(1)},`,
    `peak ${peakMegabytes.toFixed(0)} MiB (model ${modelMegabytes.toFixed(0)});`,
    `value iteration ${plain.done ? '' : 'stopped after '}${plain.seconds.toFixed(1)} s, ${plain.sweeps} sweeps, residual ${plain.relativeResidual.toExponential(1)}`,
  ].join(' ');
}

function timeCase({ kind, nStates, discount }: SolveCase): SolveTiming {
  const mdp = kind === 'grid' ? gridModel(Math.round(Math.sqrt(nStates))) : randomModel(nStates);
  globalThis.gc?.();
  const start = process.cpuUsage();
  const { iterations, relativeResidual } = policyIteration(mdp, { discount });
  const seconds = secondsSince(start);
  return {
    kind,
    nStates: mdp.nStates,
    discount,
    nEntries: mdp.nextState.length,
    seconds,
    rounds: iterations,
    relativeResidual,
    modelMegabytes: bytesOf(mdp) / 2 ** 20,
    peakMegabytes: process.resourceUsage().maxRSS / 2 ** 10,
    valueIteration: timeValueIteration(mdp, discount, Math.max(LEAST_LIMIT, 3 * seconds)),
  };
}

/** Plain value iteration to the residual that policy iteration asks of its loose rounds, or until the time is over. */
function timeValueIteration(mdp: Mdp, discount: number, limit: number): SolveTiming['valueIteration'] {
  const { nStates, nActions, rowStart, nextState, probability, reward, terminal } = mdp;
  const start = process.cpuUsage();
  const expected = new Float64Array(nStates * nActions);
  for (let row = 0; row < expected.length; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) expected[row] += probability[k] * reward[k];
  let value = new Float64Array(nStates);
  let next = new Float64Array(nStates);
  for (let sweeps = 1; ; sweeps++) {
    let [moved, largest] = [0, 0];
    for (let s = 0; s < nStates; s++) {
      if (terminal[s] === 1) continue;
      let best = -Infinity;
      for (let row = s * nActions; row < (s + 1) * nActions; row++) {
        let sum = 0;
        for (let k = rowStart[row]; k < rowStart[row + 1]; k++) sum += probability[k] * value[nextState[k]];
        best = Math.max(best, expected[row] + discount * sum);
      }
      next[s] = best;
      moved = Math.max(moved, Math.abs(best - value[s]));
      largest = Math.max(largest, Math.abs(best));
    }
    [value, next] = [next, value];
    const relativeResidual = moved / (1 + largest);
    const done = relativeResidual <= 1e-9 * Math.max(1 - discount, 1e-3);
    const seconds = secondsSince(start);
    if (done || seconds > limit) return { seconds, sweeps, relativeResidual, done };
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

// Run by itself it times the one case that is named.
if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(JSON.stringify(timeCase(JSON.parse(process.argv[2]) as SolveCase)));
