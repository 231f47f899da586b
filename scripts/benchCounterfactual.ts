import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { softened } from '../policies/softened.js';
import { createRng } from '../src/core/random/rng.js';
import type { CounterfactualOptions } from '../src/counterfactual/evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { fit } from '../src/fit/fit.js';
import { abstractionBetween } from '../src/mdp/env.js';
import type { Mdp } from '../src/mdp/mdp.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { createMechanism } from '../src/mechanisms/registry.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';
import { intensiveCareLog } from './benchStays.js';

/**
 * One log evaluated under the best policy of the model that was fitted to it, softened: so it may come to be anywhere.
 */
interface CounterfactualCase {
  readonly log: 'sepsis' | 'stays';
  readonly episodes: number;
  readonly mechanism: string;
  /** Bytes of rows to keep; the default of the library where absent. */
  readonly rowBytes?: number;
}

interface CounterfactualTiming {
  readonly nSteps: number;
  /** CPU seconds, garbage collection included. */
  readonly seconds: number;
  /** Memory of the process before, log and model included, and at most until the end. */
  readonly beforeMegabytes: number;
  readonly peakMegabytes: number;
}

/**
 * Times exact counterfactual evaluation, each case in a process of its own, so that each has its own peak of memory.
 *
 * @param large also all 5,000 stays, which take minutes
 * @returns lines of a table
 */
export function* counterfactualTimings(large: boolean): Generator<string> {
  const stays = large ? [1000, 5000] : [1000];
  const cases: CounterfactualCase[] = [
    { log: 'sepsis', episodes: 20_000, mechanism: 'gumbel-max' },
    ...stays.flatMap((episodes) =>
      ['gumbel-max', 'inverse-cdf', 'independent'].map((mechanism) => ({ log: 'stays' as const, episodes, mechanism })),
    ),
    ...[2 ** 24, 2 ** 26].map((rowBytes) => ({
      log: 'stays' as const,
      episodes: 1000,
      mechanism: 'gumbel-max',
      rowBytes,
    })),
  ];
  for (const which of cases) {
    const arguments_ = ['--expose-gc', fileURLToPath(import.meta.url), JSON.stringify(which)];
    yield line(
      which,
      JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' })) as CounterfactualTiming,
    );
  }
}

function line({ log, episodes, mechanism, rowBytes }: CounterfactualCase, timing: CounterfactualTiming): string {
  const { nSteps, seconds, beforeMegabytes, peakMegabytes } = timing;
  const kept = rowBytes === undefined ? '' : `, ${rowBytes / 2 ** 20} MiB of rows`;
  return [
    `counterfactual ${log}, ${episodes.toLocaleString('en')}, ${mechanism}${kept}:`.padEnd(58),
    `${seconds.toFixed(1)} s for ${nSteps.toLocaleString('en')} steps,`,
    `peak ${peakMegabytes.toFixed(0)} MiB (before ${beforeMegabytes.toFixed(0)})`,
  ].join(' ');
}

async function timeCase({
  log: kind,
  episodes,
  mechanism,
  rowBytes,
}: CounterfactualCase): Promise<CounterfactualTiming> {
  const { log, mdp } = kind === 'sepsis' ? sepsisProblem(episodes) : staysProblem(episodes);
  const policy = softened(policyIteration(mdp, { discount: 0.99 }).policy, 0.05);
  const complete = completeMechanism(await createMechanism(mechanism));
  const options: CounterfactualOptions = { discount: 0.99, ...(rowBytes !== undefined && { rowBytes }) };
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const start = process.cpuUsage();
  evaluateCounterfactual(log, mdp, policy, complete, options);
  const { user, system } = process.cpuUsage(start);
  return {
    nSteps: log.state.length,
    seconds: (user + system) / 1e6,
    beforeMegabytes: before / 2 ** 20,
    peakMegabytes: process.resourceUsage().maxRSS / 2 ** 10,
  };
}

interface Problem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
}

function sepsisProblem(episodes: number): Problem {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const log = simulate(createRng(1), env, physician, { episodes, horizon: 20 });
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  return { log: projectTrajectories(log, env, 'projected', 'direct'), mdp: fit(log, space).mdp };
}

function staysProblem(episodes: number): Problem {
  const log = intensiveCareLog(1, episodes);
  return { log, mdp: fit(log, undefined).mdp };
}

// Run by itself it times the one case that is named.
if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(JSON.stringify(await timeCase(JSON.parse(process.argv[2]) as CounterfactualCase)));
