import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { CompleteMechanism } from '../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** What is asked of the counterfactual runs of an episode. */
export interface RunsProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly target: Policy;
  readonly mechanism: CompleteMechanism;
  readonly horizon: number;
  readonly discount: number;
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
  { log, mdp, target, mechanism, horizon, discount }: RunsProblem,
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
    for (let a = 0; a < mdp.nActions; a++) {
      const share = target.probability[s * mdp.nActions + a];
      if (share === 0) continue;
      const observed = t < length ? start + t : undefined;
      onStep({ observed, time: t, state: s, action: a, probability: probability * share });
      const row = s * mdp.nActions + a;
      const q = denseRow(mdp, row);
      const next =
        observed === undefined
          ? q
          : mechanism.counterfactual(
              denseRow(mdp, log.state[observed] * mdp.nActions + log.action[observed]),
              q,
              log.nextState[observed],
              positions,
            );
      next.forEach((chance, y) => {
        if (chance > 0) visit(y, t + 1, probability * share * chance, earned + discount ** t * rewardOf(mdp, row, y));
      });
    }
  };
  visit(log.state[start], 0, 1, 0);
  return total;
}

function denseRow(mdp: Mdp, row: number): Float64Array {
  const dense = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) dense[mdp.nextState[k]] = mdp.probability[k];
  return dense;
}

function rewardOf(mdp: Mdp, row: number, next: number): number {
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) if (mdp.nextState[k] === next) return mdp.reward[k];
  throw new Error('no such entry');
}
