import { createEnv } from '../../envs/registry.js';
import { behaviour } from '../../policies/behaviour.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import { checkStates } from '../../src/honest/checkStates/checkStates.js';
import { entryRewards } from '../../src/mdp/entryRewards.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { type SimulateOptions, simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * `node dist/scripts/honest/stateRejections.js [seeds]` measures how often each test of `couplet check-states` rejects
 * at .05, alone and after Holm, with binomial standard errors: sepsis in three spaces, the physician acting on the
 * finest, and a world that is Markov in the projected states (the model fitted to 20,000 patients, acted on by the
 * behaviour estimated from them). At 5,000 patients a fifth of the seeds.
 */
const sepsis = createEnv('sepsis');
const physician = createPolicy('physician', sepsis.exactModel!());
const options = (episodes: number): SimulateOptions => ({ episodes, horizon: 20, steps: 'tables' });
const { mdp, counts } = fit(simulate(createRng(1).fork('markov world'), sepsis, physician, options(20_000)), {
  abstraction: abstractionBetween(sepsis, 'observed', 'projected'),
  outcomes: sepsis.outcomes,
  entryReward: entryRewards(sepsis, 'projected'),
});
const estimated = behaviour(counts);
const inSpace =
  (space: string) =>
  (seed: number, episodes: number): Trajectories =>
    projectTrajectories(simulate(createRng(seed), sepsis, physician, options(episodes)), sepsis, space);
const worlds: Readonly<Record<string, (seed: number, episodes: number) => Trajectories>> = {
  projected: inSpace('projected'),
  observed: inSpace('observed'),
  full: inSpace('full'),
  'Markov world': (seed, episodes) => simulate(createRng(seed), mdp, estimated, options(episodes)),
};

/** A share of n with its binomial standard error. */
function shareText(hits: number, n: number): string {
  const share = hits / n;
  return `${share.toFixed(2)}±${Math.sqrt((share * (1 - share)) / n).toFixed(2)}`;
}

const seeds = Number(process.argv[2] ?? 100);
for (const [world, draw] of Object.entries(worlds)) {
  for (const episodes of [100, 300, 1000, 5000]) {
    const n = episodes === 5000 ? Math.ceil(seeds / 5) : seeds;
    const alone = new Map<string, number>();
    const adjusted = new Map<string, number>();
    let any = 0;
    for (let seed = 0; seed < n; seed++) {
      const { tests } = checkStates(createRng(seed), draw(1_000_000 + seed, episodes));
      for (const test of tests) {
        if ('reason' in test) continue;
        alone.set(test.name, (alone.get(test.name) ?? 0) + Number(test.p <= 0.05));
        adjusted.set(test.name, (adjusted.get(test.name) ?? 0) + Number(test.rejected));
      }
      any += Number(tests.some((test) => 'rejected' in test && test.rejected));
    }
    const line = (counts: ReadonlyMap<string, number>): string =>
      [...counts].map(([name, hits]) => `${name} ${shareText(hits, n)}`).join('  ');
    console.log(`${world}, ${episodes} patients, ${n} seeds: any ${shareText(any, n)}`);
    console.log(`  p ≤ .05  ${line(alone)}\n  Holm     ${line(adjusted)}`);
  }
}
