import { createEnv } from '../../envs/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { dirichletModels, refittedEffects, resampledModels } from '../../src/counterfactual/refit/refittedEffects.js';
import { markovWorld } from '../../src/experiments/controls/markovWorld.js';
import { fit } from '../../src/fit/fit.js';
import { fitSpaceOf } from '../../src/fit/fitSpaceOf.js';
import { refitter } from '../../src/fit/refit/refitter.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import type { Policy } from '../../src/mdp/policy.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';

/**
 * How often intervals of the mean effect hold the truth where states hide nothing (the Markov world): with the model held
 * fixed, fitted anew to resamples, and with rows drawn anew.
 *
 *     node dist/scripts/honest/refitCoverage.js [LOGS] [PATIENTS] [REPLICATES]
 *
 * Policies: `learned` from the log that judges it, and `sharper`, which does more often what the behaviour does most, and
 * was chosen for nothing.
 */
const [logs = 50, patients = 1000, replicates = 100] = process.argv.slice(2).map(Number);
const HORIZON = 20;
const env = createEnv('sepsis');
const world = markovWorld(createRng(0).fork('markov world'), env);
const space = fitSpaceOf(env, 'projected', 'projected');
const mechanism = completeMechanism(gumbelMax());
const drawn = (seed: number): ReturnType<typeof simulate> =>
  simulate(createRng(seed), world.mdp, world.behaviour, {
    ...{ episodes: patients, horizon: HORIZON, steps: 'tables', propensities: 'none' },
  });
const valueOf = (policy: Policy): number => policyValue(world.mdp, policy, { horizon: HORIZON }).value;

/** What the behaviour does, and more often what it does most. */
const sharper = { ...world.behaviour, probability: squaredShares(world.behaviour) };
for (const name of ['learned', 'sharper'] as const) {
  const held = { fixed: 0, episodes: 0, dirichlet: 0 };
  const width = { fixed: 0, episodes: 0, dirichlet: 0 };
  for (let seed = 1; seed <= logs; seed++) {
    const log = drawn(seed);
    const { mdp } = fit(log, space);
    const policy = name === 'learned' ? policyIteration(mdp, { discount: 0.99 }).policy : sharper;
    const truth = valueOf(policy) - valueOf(world.behaviour);
    const options = { horizon: HORIZON };
    const evaluation = evaluateCounterfactual(log, mdp, policy, mechanism, options);
    const refit = refitter(mdp, log, space);
    const drawing = { ...options, replicates };
    const resampled = resampledModels(patients, (episodes) => refit(subset(log, episodes)));
    const rng = createRng(seed).fork('intervals');
    const intervals = {
      fixed: summarizeCounterfactual(rng, evaluation).effect,
      episodes: refittedEffects(rng, log, policy, mechanism, resampled, drawing).mean,
      dirichlet: refittedEffects(rng, log, policy, mechanism, dirichletModels(mdp, patients), drawing).mean,
    };
    for (const kind of ['fixed', 'episodes', 'dirichlet'] as const) {
      const { lower, upper } = intervals[kind];
      held[kind] += Number(lower <= truth && truth <= upper);
      width[kind] += (upper - lower) / logs;
    }
  }
  process.stdout.write(`policy ${name}: of ${logs} logs of ${patients} patients, at 95 %\n`);
  for (const kind of ['fixed', 'episodes', 'dirichlet'] as const)
    process.stdout.write(`  ${kind.padEnd(10)} held ${held[kind]}, mean width ${width[kind].toFixed(3)}\n`);
}

function squaredShares({ nActions, probability }: Policy): Float64Array {
  return probability.map((share, row) => {
    const first = row - (row % nActions);
    const total = probability.subarray(first, first + nActions).reduce((sum, p) => sum + p * p, 0);
    return share ** 2 / total;
  });
}
