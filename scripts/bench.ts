import { Bench } from 'tinybench';
import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { evaluateCounterfactual } from '../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { abstractionBetween } from '../src/mdp/env.js';
import { fit } from '../src/fit/fit.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { recurring } from '../src/mdp/recurring.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../src/mechanisms/fixed/gumbelMax.js';
import { gumbelMaxCoupling } from '../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';
import { baselineTimings } from './benchBaseline.js';
import { commandTimings } from './benchCommands.js';
import { counterfactualTimings } from './benchCounterfactual.js';
import { checkStatesTimings } from './benchCheckStates.js';
import { explainTimings } from './benchExplain.js';
import { gadgetTimings } from './benchGadgets.js';
import { hiddenTimings } from './benchHidden.js';
import { improveTimings } from './benchImprove.js';
import { offPolicyTimings } from './benchOffPolicy.js';
import { pageTimings } from './benchPage.js';
import { threadTimings } from './benchThreads.js';
import { readerTimings } from './benchReaders.js';
import { whatIfTimings } from './benchWhatIf.js';
import { type SolveTiming, exponentOf, solveLine, solveTimings } from './benchSolve.js';

/**
 * Medians of one process, each beside the time of the same fixed arithmetic in the same run: the machine's own speed,
 * so that runs on different or busy machines can be compared by the ratio.
 */
interface Task<Result = unknown> {
  readonly name: string;
  readonly run: () => Result;
  /** Turns the median time and what a run returned into the figure shown. */
  readonly figure: (milliseconds: number, result: Result) => string;
}

const stepsPerSecond = (ms: number, { state }: Trajectories): string =>
  `${(state.length / ms / 1000).toFixed(1)} million steps/s`;
const milliseconds = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
const microseconds =
  (repeats: number) =>
  (ms: number): string =>
    `${((ms * 1000) / repeats).toFixed(2)} µs`;

const env = createEnv('sepsis');
const model = env.exactModel!();
const physician = createPolicy('physician', model);
const log = simulate(createRng(1), env, physician, { episodes: 1000, horizon: 20 });
const { mdp } = fit(log, { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes });
const { policy: target } = policyIteration(mdp, { actions: 'all' });
const projected = projectTrajectories(log, env, 'projected', 'direct');
// Enough episodes that the preparation of the tables, once a call, does not count.
const EPISODES = 300_000;

function randomRow(size: number, seed: number): Float64Array {
  const rng = createRng(seed);
  const weights = Float64Array.from({ length: size }, () => rng.exponential());
  const sum = weights.reduce((total, w) => total + w, 0);
  return weights.map((w) => w / sum);
}

function couplings(size: number, repeats: number): () => unknown {
  const pairs = Array.from({ length: 64 }, (_, i) => [randomRow(size, 2 * i), randomRow(size, 2 * i + 1)] as const);
  const out = new Float64Array(size * size);
  return () => {
    for (let i = 0; i < repeats; i++) gumbelMaxCoupling(pairs[i % 64][0], pairs[i % 64][1], out);
    return out;
  };
}

const simulations: readonly Task<Trajectories>[] = [
  {
    name: 'simulate sepsis, stepping',
    run: () => simulate(createRng(1), env, physician, { episodes: EPISODES, horizon: 20, steps: 'env' }),
    figure: stepsPerSecond,
  },
  {
    name: 'simulate sepsis, alias tables',
    run: () => simulate(createRng(1), env, physician, { episodes: EPISODES, horizon: 20, steps: 'tables' }),
    figure: stepsPerSecond,
  },
];

const tasks: readonly Task[] = [
  ...(simulations as readonly Task[]),
  { name: 'exact transition model of sepsis', run: () => createEnv('sepsis').exactModel!(), figure: milliseconds },
  { name: 'policy iteration, 1,440 × 8', run: () => policyIteration(recurring(model)), figure: milliseconds },
  {
    name: 'exact counterfactual evaluation, 1,000 patients',
    run: () => evaluateCounterfactual(projected, mdp, target, completeMechanism(gumbelMax()), { horizon: 20 }),
    figure: milliseconds,
  },
  { name: 'Gumbel-max coupling, K = 10', run: couplings(10, 10_000), figure: microseconds(10_000) },
  { name: 'Gumbel-max coupling, K = 146', run: couplings(146, 200), figure: microseconds(200) },
];

const BASELINE = 'baseline: 4 million xoshiro128** draws';
const bench = new Bench({ iterations: 15, time: 0, warmupIterations: 5, warmupTime: 0 });
const baselineRng = createRng(0);
bench.add(BASELINE, () => {
  let sum = 0;
  for (let i = 0; i < 4_000_000; i++) sum ^= baselineRng.int32();
  return sum;
});
const results = new Map<string, unknown>();
for (const { name, run } of tasks) bench.add(name, () => void results.set(name, run()));
await bench.run();

function median(name: string): number {
  const result = bench.getTask(name)?.result;
  if (result === undefined || !('latency' in result)) throw new Error(`bench: ${name} did not complete`);
  return result.latency.p50;
}

const unit = median(BASELINE);
process.stdout.write(`${BASELINE}: ${unit.toFixed(1)} ms (median, as all below)\n`);
for (const { name, figure } of tasks) {
  const ms = median(name);
  process.stdout.write(
    `${name.padEnd(50)} ${figure(ms, results.get(name)).padStart(28)} ${(ms / unit).toFixed(2).padStart(8)} × baseline\n`,
  );
}

// Memory: the bytes that the columns of a finished log hold, and what the process has for all buffers.
globalThis.gc?.();
const before = process.memoryUsage().arrayBuffers;
const million = simulate(createRng(1), env, physician, { episodes: 1_000_000, horizon: 20, steps: 'tables' });
globalThis.gc?.();
const megabytes = (process.memoryUsage().arrayBuffers - before) / 2 ** 20;
process.stdout.write(
  `a million episodes of at most 20 steps (${million.state.length} steps): ${megabytes.toFixed(0)} MiB in the column store\n`,
);

for (const { name, milliseconds: ms } of [
  ...offPolicyTimings(),
  ...improveTimings(),
  ...whatIfTimings(),
  ...hiddenTimings(),
  ...checkStatesTimings(),
])
  process.stdout.write(
    `${name.padEnd(50)} ${milliseconds(ms).padStart(28)} ${(ms / unit).toFixed(2).padStart(8)} × baseline\n`,
  );

for (const line of baselineTimings()) process.stdout.write(`${line}\n`);
for await (const line of gadgetTimings()) process.stdout.write(`${line}\n`);
for await (const line of readerTimings()) process.stdout.write(`${line}\n`);
for (const line of explainTimings()) process.stdout.write(`${line}\n`);
for await (const line of pageTimings()) process.stdout.write(`${line}\n`);

// `npm run bench -- --large` also evaluates all 5,000 stays, and solves models of a million states.
const large = process.argv.includes('--large');
for (const line of counterfactualTimings(large)) process.stdout.write(`${line}\n`);
for (const line of commandTimings(large)) process.stdout.write(`${line}\n`);
for await (const line of threadTimings()) process.stdout.write(`${line}\n`);
const solved: SolveTiming[] = [];
for (const timing of solveTimings(large)) {
  process.stdout.write(`${solveLine(timing)}\n`);
  const small = solved.find(
    ({ kind, discount, nStates }) =>
      kind === timing.kind && discount === timing.discount && nStates < timing.nStates / 2,
  );
  if (small) process.stdout.write(`  time grows as states^${exponentOf(small, timing).toFixed(2)}\n`);
  solved.push(timing);
}
// A browser would keep the program waiting.
process.exit();
