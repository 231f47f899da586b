import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { CompleteMechanism } from '../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** What is asked of the counterfactual runs of an episode. */
export interface RunsProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  /** What acts: always, or at a step of a run, `observed` the step of the log at the same time, where there is one. */
  readonly target: Policy | ((t: number, observed: number | undefined) => Policy);
  readonly mechanism: CompleteMechanism;
  readonly horizon: number;
  readonly discount: number;
  /** What is done at a step of the log that the model gives probability 0; default `mix`. */
  readonly unmodelled?: 'mix' | 'skip';
}

/** A step of a counterfactual run; `observed` is the step of the log at the same time, where there is one. */
export interface RunStep {
  readonly observed: number | undefined;
  readonly time: number;
  readonly state: number;
  readonly action: number;
  readonly probability: number;
}

/** Sums over the counterfactual runs of an episode, by their probabilities. */
export interface RunSums {
  readonly mean: number;
  readonly second: number;
  readonly steps: number;
  /** By outcome at the horizon. */
  readonly outcomes: readonly number[];
}

/**
 * Every counterfactual run of an episode, one after the other, over dense rows.
 *
 * @param onStep called for each action of each run so far
 */
export function counterfactualRuns(
  { log, mdp, target, mechanism, horizon, discount, unmodelled = 'mix' }: RunsProblem,
  e: number,
  onStep: (step: RunStep) => void = () => undefined,
): RunSums {
  const total = { mean: 0, second: 0, steps: 0, outcomes: new Array<number>(mdp.outcomes.length).fill(0) };
  const start = log.episodeStart[e];
  const length = log.episodeStart[e + 1] - start;
  const positions = Uint32Array.from({ length: mdp.nStates }, (_, s) => s);
  const visit = (s: number, t: number, probability: number, earned: number): void => {
    if (t === horizon || mdp.terminal[s] === 1) {
      total.mean += probability * earned;
      total.second += probability * earned * earned;
      total.outcomes[mdp.outcome[s]] += probability;
      return;
    }
    total.steps += probability;
    const policy = typeof target === 'function' ? target(t, t < length ? start + t : undefined) : target;
    for (let a = 0; a < mdp.nActions; a++) {
      const share = policy.probability[s * mdp.nActions + a];
      if (share === 0) continue;
      const observed = t < length && !(unmodelled === 'skip' && isLacking(mdp, log, start + t)) ? start + t : undefined;
      onStep({ observed, time: t, state: s, action: a, probability: probability * share });
      const row = s * mdp.nActions + a;
      const repeats = observed !== undefined && row === log.state[observed] * mdp.nActions + log.action[observed];
      const p = observed === undefined ? undefined : observedRow(mdp, log, observed);
      const q = repeats ? p! : denseRow(mdp, row);
      const rewardOf = (y: number): number =>
        repeats && y === log.nextState[observed] && isLacking(mdp, log, observed)
          ? log.reward[observed]
          : modelReward(mdp, row, y);
      const next = p === undefined ? q : mechanism.counterfactual(p, q, log.nextState[observed!], positions);
      next.forEach((chance, y) => {
        if (chance > 0) visit(y, t + 1, probability * share * chance, earned + discount ** t * rewardOf(y));
      });
    }
  };
  visit(log.state[start], 0, 1, 0);
  return total;
}

function isLacking(mdp: Mdp, log: Trajectories, i: number): boolean {
  return denseRow(mdp, log.state[i] * mdp.nActions + log.action[i])[log.nextState[i]] === 0;
}

/** The row that a step was drawn from: the model's, after one more case of what came out where the model lacks it. */
function observedRow(mdp: Mdp, log: Trajectories, i: number): Float64Array {
  const row = log.state[i] * mdp.nActions + log.action[i];
  const p = denseRow(mdp, row);
  if (!isLacking(mdp, log, i)) return p;
  const cases = mdp.visits![row] + (mdp.source.prior?.concentration ?? 0);
  return p.map((chance, y) => (cases * chance + (y === log.nextState[i] ? 1 : 0)) / (cases + 1));
}

function denseRow(mdp: Mdp, row: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.probability[k];
  return dense;
}

function modelReward(mdp: Mdp, row: number, next: number): number {
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) if (mdp.nextState[k] === next) return mdp.reward[k];
  throw new Error('no such entry');
}
