import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { type Rng, createRng } from '../../src/core/random/rng.js';
import { errorText, meanAndError } from '../../src/core/statistics/meanAndError.js';
import { markovWorld } from '../../src/experiments/controls/markovWorld.js';
import { fit } from '../../src/fit/fit.js';
import { mixWorst } from '../../src/fit/worst/mixWorst.js';
import { type Fragility, fragility } from '../../src/honest/fragility.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { entryRewards } from '../../src/mdp/entryRewards.js';
import { liftPolicy } from '../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../src/mdp/policy.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * Truth, promise and fragility of policies learned from logs of the sepsis world and of its Markov control, plainly and
 * with one imaginary death a pair: `node dist/scripts/honest/fragilityTable.js [seeds] [patients]`.
 */
const [seeds = 20, patients = 1000] = process.argv.slice(2).map(Number);
const HORIZON = 20;
const DISCOUNT = 0.99;

const env = createEnv('sepsis');
const truth = env.exactModel!();
const physician = createPolicy('physician', truth);

/** Where a log comes from, and what a policy learned from it is truly worth. */
interface World {
  readonly name: string;
  readonly space: string;
  readonly patients: number;
  readonly seeds: number;
  readonly draw: (rng: Rng, episodes: number) => Trajectories;
  readonly trueValue: (policy: Policy) => number;
}

const simulated = { horizon: HORIZON, steps: 'tables', propensities: 'none' } as const;
const control = markovWorld(createRng(0).fork('markov world'), env);
const projected = abstractionBetween(env, env.spaces[0].name, 'projected');

const worlds: readonly World[] = [
  {
    name: 'sepsis',
    space: 'projected',
    patients,
    seeds,
    draw: (rng, episodes) => simulate(rng, env, physician, { episodes, ...simulated }),
    trueValue: (policy) => policyValue(truth, liftPolicy(policy, projected), { horizon: HORIZON }).value,
  },
  {
    name: 'Markov world',
    space: 'projected',
    patients,
    seeds,
    draw: (rng, episodes) => simulate(rng, control.mdp, control.behaviour, { episodes, ...simulated }),
    trueValue: (policy) => policyValue(control.mdp, policy, { horizon: HORIZON }).value,
  },
  {
    name: 'sepsis, nothing hidden',
    space: 'full',
    patients: 20_000,
    seeds: Math.min(seeds, 5),
    draw: (rng, episodes) => simulate(rng, truth, physician, { episodes, ...simulated }),
    trueValue: (policy) => policyValue(truth, policy, { horizon: HORIZON }).value,
  },
];

const line = (cells: readonly string[]): void => {
  process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(17))).join('')}\n`);
};
line(['', 'truth', 'promise', 'pessimistic', 'fragility', 'fragile']);
for (const world of worlds) {
  const found = new Map<string, { truth: number; judged: Fragility }[]>();
  for (let seed = 1; seed <= world.seeds; seed++) {
    const mdp = fitted(world.draw(createRng(seed), world.patients), world.space);
    for (const [name, model] of [
      ['plain', mdp],
      ['c = 1', mixWorst(mdp, 1)],
    ] as const) {
      const { policy } = policyIteration(model, { discount: DISCOUNT });
      const one = { truth: world.trueValue(policy), judged: fragility(mdp, policy, { horizon: HORIZON }) };
      found.set(name, [...(found.get(name) ?? []), one]);
    }
  }
  for (const [name, all] of found) {
    const column = (of: (one: (typeof all)[number]) => number): string => errorText(meanAndError(all.map(of)), 3);
    line([
      `${world.name}, ${world.patients} patients, ${name}`,
      column((one) => one.truth),
      column(({ judged }) => judged.value),
      column(({ judged }) => judged.pessimisticValue),
      column(({ judged }) => judged.fragility),
      `${all.filter(({ judged }) => judged.fragile).length} of ${all.length}`,
    ]);
  }
}

function fitted(log: Trajectories, space: string): Mdp {
  return fit(log, {
    abstraction: abstractionBetween(env, log.source.space ?? env.recorded, space),
    outcomes: env.outcomes,
    entryReward: entryRewards(env, space),
  }).mdp;
}
