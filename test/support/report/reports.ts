import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { once } from '../../../src/core/once.js';
import { createRng } from '../../../src/core/random/rng.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import type { WholeReport } from '../../../src/report/report.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { builtReport } from './builtReport.js';

/** Sixty simulated patients in states that hide glucose, two policies, four mechanisms; the truth is known. */
export const sepsisReport: () => Promise<WholeReport> = once(() =>
  builtReport({
    ...{ logged: sepsisLog(60), env: createEnv('sepsis'), space: 'projected', horizon: 20, discount: 0.99 },
    policies: {
      'target.json': (mdp) => policyIteration(mdp, { discount: 0.99 }).policy,
      'pessimistic.json': (mdp) => policyIteration(mixWorst(mdp, 1), { discount: 0.99 }).policy,
    },
  }),
);

/** Three of the same patients, one policy, two mechanisms. */
export const tinyReport: () => Promise<WholeReport> = once(() =>
  builtReport({
    ...{ logged: sepsisLog(3), env: createEnv('sepsis'), space: 'projected', horizon: 20, discount: 1 },
    mechanisms: ['gumbel-max', 'inverse-cdf'],
  }),
);

/**
 * A log of numbers alone: no environment, variables, parts, labels, ends, truth or logged probabilities, of states 0 to 2
 * that runs never leave.
 */
export const plainReport: () => Promise<WholeReport> = once(() =>
  builtReport({ logged: plainLog(), horizon: 5, discount: 1, mechanisms: ['gumbel-max', 'maximal'] }),
);

function sepsisLog(episodes: number): Trajectories {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  return simulate(createRng(1), env, physician, { episodes, horizon: 20, propensities: 'all' });
}

function plainLog(): Trajectories {
  const rng = createRng(7);
  const [nEpisodes, length, nStates, nActions] = [12, 5, 3, 2];
  const drawn = Int32Array.from({ length: nEpisodes * (length + 1) }, () => Math.floor(nStates * rng.uniform()));
  const action = Int32Array.from({ length: nEpisodes * length }, () => Math.floor(nActions * rng.uniform()));
  const at = (e: number, t: number): number => drawn[e * (length + 1) + t];
  const stepOf = <Value>(of: (e: number, t: number) => Value): Value[] =>
    Array.from({ length: nEpisodes * length }, (_, i) => of(Math.floor(i / length), i % length));
  return {
    ...{ nEpisodes, nStates, nActions, action },
    episodeStart: Uint32Array.from({ length: nEpisodes + 1 }, (_, e) => e * length),
    state: Int32Array.from(stepOf(at)),
    nextState: Int32Array.from(stepOf((e, t) => at(e, t + 1))),
    reward: Float64Array.from(stepOf((e, t) => at(e, t + 1) - at(e, t))),
    terminated: new Uint8Array(nEpisodes),
    source: { horizon: length },
  };
}
