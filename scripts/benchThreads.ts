import { createRng } from '../src/core/random/rng.js';
import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { softened } from '../policies/softened.js';
import { evaluateInThreads } from '../src/cli/evaluate/evaluateInThreads.js';
import { resolveMechanism } from '../src/cli/input/resolveMechanism.js';
import { drawnInThreads } from '../src/cli/ope/replicates/drawnInThreads.js';
import { entryScore } from '../src/counterfactual/effects/entryScore.js';
import { fit } from '../src/fit/fit.js';
import { abstractionBetween } from '../src/mdp/env.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { beginEvaluation } from '../src/ope/offPolicyEvaluation.js';
import { estimatorNames } from '../src/ope/estimators/registry.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import { intensiveCareLog } from './benchStays.js';

/** Seconds on the clock and of the processors, of all threads. */
interface Times {
  readonly wall: number;
  readonly cpu: number;
}

type Work = (threads: number) => Promise<unknown>;

const ignored = (): void => undefined;

/**
 * Times work that threads share, by one and by two, the start of the threads included.
 *
 * @returns lines of a table
 */
export async function* threadTimings(): AsyncGenerator<string> {
  for (const [name, work] of [
    ['counterfactual stays, 1,000, gumbel-max', counterfactual()],
    ['13 estimators, 200 bootstraps, 20,000 patients', replicates()],
  ] as const) {
    const [one, two] = [await timed(work, 1), await timed(work, 2)];
    const shown = ({ wall, cpu }: Times): string => `${wall.toFixed(1)} s (${cpu.toFixed(1)} s CPU)`;
    yield `${`${name}:`.padEnd(58)} 1 thread ${shown(one)}, 2 threads ${shown(two)}: × ${(one.wall / two.wall).toFixed(2)}, CPU × ${(two.cpu / one.cpu).toFixed(2)}`;
  }
}

async function timed(work: Work, threads: number): Promise<Times> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work(threads);
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function counterfactual(): Work {
  const log = intensiveCareLog(1, 1000);
  const { mdp } = fit(log, undefined);
  const acting = softened(policyIteration(mdp, { discount: 0.99 }).policy, 0.05);
  const setting = { context: { score: entryScore(mdp) }, draws: 1, seed: 1 };
  const named = { spec: 'gumbel-max', setting };
  return async (most) => {
    const mechanism = await resolveMechanism(named.spec, setting);
    const problem = { log, mdp, acting, mechanism, named, options: { discount: 0.99 } };
    return evaluateInThreads(problem, { most, atOnce: true }, ignored);
  };
}

function replicates(): Work {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const drawn = simulate(createRng(2), env, physician, { episodes: 20_000, horizon: 20 });
  const log = projectTrajectories(drawn, env, 'projected', 'direct');
  const { mdp } = fit(drawn, { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes });
  const { policy: target } = policyIteration(mdp, { discount: 0.99, actions: 'all' });
  const resampling = { method: 'bootstrap', replicates: 200 };
  const options = { discount: 0.99, returnRange: [-1, 1] as const };
  const estimators = estimatorNames.filter((name) => name !== 'cf');
  const begun = beginEvaluation(createRng(1), log, target, { ...options, estimators, interval: false });
  const problem = { begun, seed: 1, log, target, options, modules: [], mechanism: undefined, resampling };
  return (most) => drawnInThreads({ ...problem, unmodelled: 'mix' }, { most, atOnce: true }, ignored);
}
