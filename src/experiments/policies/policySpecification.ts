import { ArgumentError } from '../../core/errors.js';
import { checkPolicyWorld, policyWorlds } from './policyWorld.js';

/** A benchmark of learned policies, as data. The number of data sets is the plan's: to add some repeats none. */
export interface PolicySpecification {
  /** Names of worlds: see `policyWorlds`. */
  readonly worlds: readonly string[];
  /** Most steps of a run; values are at discount 1. */
  readonly horizon: number;
  /** At which policies are found. */
  readonly discount: number;
  /** Trajectories of a data set; a table for each. */
  readonly episodes: readonly number[];
  /** Of each test of the states. */
  readonly permutations: number;
  /** Data sets, where the plan does not say. */
  readonly dataSets: number;
}

export interface PolicyBenchmarkOptions extends Partial<
  Pick<PolicySpecification, 'worlds' | 'horizon' | 'discount' | 'episodes'>
> {
  /** Small settings, to see all of it work. */
  readonly quick?: boolean | undefined;
}

/** @throws ArgumentError for a world that there is not, a name or size given twice, or a number out of its bounds */
export function policySpecification({ quick = false, ...given }: PolicyBenchmarkOptions = {}): PolicySpecification {
  const specification = {
    worlds: policyWorlds,
    horizon: 20,
    discount: 0.99,
    episodes: quick ? [100] : [1000],
    permutations: 199,
    dataSets: quick ? 2 : 20,
    ...given,
  };
  const { horizon, discount, worlds, episodes } = specification;
  if (!(discount > 0 && discount <= 1))
    throw new ArgumentError(`policySpecification: discount must be in (0, 1], got ${discount}`);
  for (const [name, value, least] of [
    ['horizon', horizon, 1],
    // Fewer cannot be cut into three folds that each show how returns vary.
    ...episodes.map((n) => ['episodes', n, 12] as const),
  ] as const)
    if (!Number.isInteger(value) || value < least)
      throw new ArgumentError(`policySpecification: ${name} must be a whole number from ${least}, got ${value}`);
  for (const [name, list] of Object.entries({ worlds, episodes }))
    if (new Set<unknown>(list).size < list.length)
      throw new ArgumentError(`policySpecification: ${name} must be given once each, got ${list.join(', ')}`);
  worlds.forEach(checkPolicyWorld);
  return specification;
}
