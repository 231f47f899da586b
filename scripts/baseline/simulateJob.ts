import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { aliasTables } from '../../src/core/random/aliasTable.js';
import { Xoshiro128 } from '../../src/core/random/rng.js';
import { mdpProcess } from '../../src/trajectories/simulate/mdpProcess.js';
import { runTables } from '../../src/trajectories/simulate/runTables.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';
import { type BaselineJob, cpuSeconds } from './job.js';

const HORIZON = 20;
const ROOT = Uint32Array.of(1, 2, 3, 4);

/** Episodes of the exact sepsis model under the physician's policy, with propensities; the tables are made before. */
export function simulateJob(episodes: number): BaselineJob {
  const model = createEnv('sepsis').exactModel!();
  const process = mdpProcess(model, createPolicy('physician', model), HORIZON);
  const { nActions, nRecorded: nStates, ends, policy } = process;
  const tables = process.tables!;
  const starts = aliasTables(Uint32Array.of(0, nStates), model.initial);
  const moves = tables.tablesAt(0);
  const simulated = (): Trajectories => {
    const builder = new TrajectoriesBuilder({ nStates, nActions, propensities: 'taken', source: {} });
    const run = { episodes, firstEpisode: 0, horizon: HORIZON, progress: () => undefined };
    runTables(new Xoshiro128(ROOT).forkStates('simulate'), { ...process, tables }, builder, run);
    return builder.finish();
  };
  return {
    source: 'simulate',
    names: [`simulate sepsis by tables, ${episodes.toLocaleString('en')} episodes`],
    tables: [
      ROOT,
      Uint32Array.of(episodes, HORIZON, nActions),
      starts.start,
      starts.threshold,
      starts.alias,
      moves.start,
      moves.threshold,
      moves.alias,
      tables.action,
      tables.nextState,
      tables.reward,
      policy.probability,
      ends,
    ],
    run: () => {
      let log: Trajectories | undefined;
      const seconds = cpuSeconds(() => (log = simulated()));
      return [{ seconds, sums: sumsOf(log!) }];
    },
  };
}

/** Weights tell a step from its neighbours. */
function sumsOf({ state, action, nextState, reward, propensity, terminated, episodeStart }: Trajectories): number[] {
  const sums = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < state.length; i++) {
    const weight = 1 + (i % 7);
    sums[0] += weight * state[i];
    sums[1] += weight * action[i];
    sums[2] += weight * nextState[i];
    sums[3] += weight * reward[i];
    sums[4] += weight * propensity![i];
  }
  for (let e = 0; e < terminated.length; e++) sums[5] += terminated[e] * episodeStart[e + 1];
  return sums;
}
