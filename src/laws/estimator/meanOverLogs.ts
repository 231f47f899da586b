import { returnRange } from '../../mdp/evaluate/returnRange.js';
import { type Mdp, rowIndex } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { type CountedLog, takeSample } from '../../ope/study/countedLog.js';
import { prepareStudy } from '../../ope/study/study.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** Steps of each run. */
const HORIZON = 2;

/** A run of the model, as steps, and how likely each policy is to make it. */
interface Run {
  readonly steps: readonly (readonly [state: number, action: number, reward: number, next: number])[];
  readonly behaviour: number;
  readonly target: number;
}

/**
 * The mean of an estimate over all logs of two runs of a model without ends, by enumeration, and the exact values of
 * the policies. Runs that the behaviour policy never makes are in no log, and count for the target policy's value.
 *
 *     sum_(i, j) b(run i) b(run j) estimate({run i, run j})
 *
 * Cost: with R = S (A S)^2 runs, R (R + 1) / 2 estimates.
 */
export function meanOverLogs(
  model: Mdp,
  behaviour: Policy,
  target: Policy,
  discount: number,
  estimate: (sample: CountedLog) => number,
): { readonly mean: number; readonly values: { readonly behaviour: number; readonly target: number } } {
  const possible = allRuns(model, behaviour, target);
  const values = { behaviour: 0, target: 0 };
  for (const run of possible) {
    const value = run.steps.reduce((sum, [, , reward], t) => sum + discount ** t * reward, 0);
    values.behaviour += run.behaviour * value;
    values.target += run.target * value;
  }
  const runs = possible.filter((run) => run.behaviour > 0);
  const log = logOf(model, behaviour, runs);
  const options = { discount, horizon: HORIZON };
  const study = prepareStudy(log, target, { ...options, returnRange: returnRange(model, options).returns });
  let mean = 0;
  for (let i = 0; i < runs.length; i++) {
    for (let j = i; j < runs.length; j++) {
      const count = new Float64Array(runs.length);
      count[i] += 1;
      count[j] += 1;
      // Two runs that differ come in two orders.
      mean += (i === j ? 1 : 2) * runs[i].behaviour * runs[j].behaviour * estimate(takeSample(study, count));
    }
  }
  return { mean, values };
}

function allRuns(model: Mdp, behaviour: Policy, target: Policy): Run[] {
  const { nStates, nActions, rowStart, nextState, probability, reward, initial } = model;
  let runs: (Run & { readonly at: number })[] = Array.from({ length: nStates }, (_, at) => ({
    ...{ at, steps: [], behaviour: initial[at], target: initial[at] },
  }));
  for (let t = 0; t < HORIZON; t++)
    runs = runs.flatMap(({ at, steps, ...chances }) =>
      Array.from({ length: nActions }, (_, action) => action).flatMap((action) => {
        const row = rowIndex(model, at, action);
        return Array.from(nextState.subarray(rowStart[row], rowStart[row + 1]), (next, k) => {
          const chance = probability[rowStart[row] + k];
          return {
            at: next,
            steps: [...steps, [at, action, reward[rowStart[row] + k], next] as const],
            behaviour: chances.behaviour * behaviour.probability[row] * chance,
            target: chances.target * target.probability[row] * chance,
          };
        });
      }),
    );
  return runs;
}

function logOf({ nStates, nActions }: Mdp, behaviour: Policy, runs: readonly Run[]): Trajectories {
  const steps = runs.flatMap((run) => run.steps);
  return {
    nEpisodes: runs.length,
    nStates,
    nActions,
    episodeStart: Uint32Array.from({ length: runs.length + 1 }, (_, e) => e * HORIZON),
    state: Int32Array.from(steps, ([state]) => state),
    action: Int32Array.from(steps, ([, action]) => action),
    reward: Float64Array.from(steps, ([, , reward]) => reward),
    nextState: Int32Array.from(steps, ([, , , next]) => next),
    terminated: new Uint8Array(runs.length),
    propensity: Float64Array.from(steps, ([state, action]) => behaviour.probability[state * nActions + action]),
    source: { horizon: HORIZON },
  };
}
