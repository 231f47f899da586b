import type { Experiment, Plan } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { policyReport } from './policyReport.js';
import { type PolicySpecification, policySpecification } from './policySpecification.js';
import { type PolicyResult, type PolicyTrial, policyTrial } from './policyTrial.js';

/**
 * What policies that are learned from a log promise, what they are worth, and whether the verdict warns of them: over
 * repeated logs of worlds in which the truth is known.
 */
export const policyBenchmark: Experiment<PolicySpecification, PolicyTrial, PolicyResult> = {
  name: 'policies',
  specifications: { full: policySpecification(), quick: policySpecification({ quick: true }) },
  trials,
  run: policyTrial,
  report: policyReport,
};

/** World by world, as each takes a while to make; repeats are data sets. */
function trials(specification: PolicySpecification, { seed, repeats = specification.dataSets }: Plan): PolicyTrial[] {
  return specification.worlds.flatMap((world) =>
    specification.episodes.flatMap((episodes) =>
      seedsOf(0, repeats).map((dataSet) => ({
        name: `${world.replaceAll(/[^a-z0-9.]/g, '-')}-n-${episodes}-set-${dataSet}`,
        world,
        episodes,
        dataSet,
        seed,
      })),
    ),
  );
}
