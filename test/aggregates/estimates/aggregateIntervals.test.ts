import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { softened } from '../../../policies/softened.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { withIntervals } from '../../../src/aggregates/estimates/aggregateIntervals.js';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { type AggregateResult, estimatesOf } from '../../../src/aggregates/estimates/estimatesOf.js';
import { createRng } from '../../../src/core/random/rng.js';
import { fit } from '../../../src/fit/fit.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { IntervalOptions } from '../../../src/ope/intervals/estimateIntervals.js';
import { intervals } from '../../../src/ope/intervals/registry.js';
import { type OffPolicyResult, offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { aggregatesOf } from '../../support/aggregatesOf.js';
import { extremeLog } from '../../support/extremeLog.js';
import { without } from '../../trajectories/without.js';

const chain = createEnv('chain').exactModel!();
const target = softened(tabular(new Array<number>(chain.nStates).fill(1), chain.nActions), 0.3);
const log = simulate(createRng(7), chain, uniform(chain.nStates, chain.nActions), { episodes: 80, horizon: 4 });
const NAMES = ['on-policy', 'is', 'wis', 'pdis', 'wpdis', 'cis', 'dr', 'wdr'];
const bounds = { returns: [-50, 50], rewards: [-10, 10], ratio: 2 } as const;

const model = fit(log, undefined, { prior: { concentration: 2 } }).mdp;
const modelled = await aggregate(memorySource(log), { target, model });

function bySums(
  of: Trajectories,
  policy: Policy,
  options: IntervalOptions,
  estimators: readonly string[] = NAMES,
): AggregateResult {
  const aggregates = of === log ? modelled : aggregatesOf(of, policy);
  const result = estimatesOf(aggregates, policy, { estimators, returnRange: options.bounds?.returns });
  return withIntervals(createRng(5), aggregates, policy, result, options);
}

/** Ends of intervals, or reasons, by estimator. */
function ends({ estimates }: Pick<OffPolicyResult, 'estimates'>): Record<string, readonly number[] | string> {
  return Object.fromEntries(
    estimates.flatMap(({ estimator, interval }) =>
      interval === undefined
        ? []
        : [[estimator, 'reason' in interval ? interval.reason : [interval.interval.lower, interval.interval.upper]]],
    ),
  );
}

describe('intervals of sums', () => {
  it.each(['block-bootstrap', 't', 'hoeffding', 'bernstein'])('%s is that of the log in memory', (method) => {
    const options = { method, replicates: 60, level: 0.9, bounds };
    const { estimates } = offPolicyEvaluation(createRng(5), log, target, {
      estimators: NAMES,
      model,
      interval: options,
    });
    const inMemory = ends({ estimates });
    const sums = bySums(log, target, options);
    const found = ends(sums);
    const compared = Object.entries(found).filter(([, interval]) => typeof interval !== 'string');
    expect(compared.map(([name]) => name)).toEqual(
      {
        'block-bootstrap': NAMES,
        t: ['on-policy', 'is', 'wis', 'cis'],
        hoeffding: ['on-policy', 'is', 'pdis', 'cis'],
        bernstein: ['on-policy', 'is', 'cis'],
      }[method],
    );
    for (const [name, interval] of compared)
      expect(interval, name).toBeAllClose(inMemory[name] as number[], { rtol: 1e-10, atol: 1e-10 });
    const warnings = (of: typeof estimates): unknown =>
      of.map(({ interval }) => interval && 'interval' in interval && interval.interval.warnings);
    if (method === 'block-bootstrap') expect(warnings(sums.estimates)).toEqual(warnings(estimates));
  });

  test.prop([extremeLog], { numRuns: 20 })(
    'holds where weights leave the range of numbers',
    ({ log: of, target: to }) => {
      const options = { method: 'block-bootstrap', replicates: 20 };
      const estimators = ['wis', 'wpdis'];
      const inMemory = ends(offPolicyEvaluation(createRng(5), of, to, { estimators, interval: options }));
      const found = ends(bySums(of, to, options, estimators));
      for (const name of estimators) expect(found[name]).toBeAllClose(inMemory[name] as number[], { atol: 1e-9 });
    },
  );

  test.prop([fc.integer({ min: 1, max: 5 })], { numRuns: 5 })('is drawn again where no block has an episode', (n) => {
    const few = simulate(createRng(n), chain, uniform(chain.nStates, chain.nActions), { episodes: n, horizon: 2 });
    for (const { interval } of bySums(few, target, { replicates: 50 }, ['on-policy']).estimates)
      expect(interval && 'interval' in interval && Number.isFinite(interval.interval.upper)).toBe(true);
  });

  it('says why there is none', () => {
    const blocks = ends(bySums(log, target, { replicates: 20 }, ['wis', 'dm', 'mis']));
    expect(blocks.dm).toBe(
      'its sums are of the whole log, and not by block - take ope on the log itself, or on a part of it',
    );
    expect(blocks.mis).toBe(blocks.dm);
    const t = ends(bySums(log, target, { method: 't' }));
    expect(t.pdis).toContain('take block-bootstrap');
    for (const method of intervals.map(({ name }) => name))
      if (!['block-bootstrap', 't', 'hoeffding', 'bernstein'].includes(method))
        expect(() => bySums(log, target, { method })).toThrow(`ope: interval ${method} is not to be had of sums: it `);
    expect(() => bySums(log, target, { method: 'tt' })).toThrow('intervalNamed: name must be one of');
    expect(ends(bySums(log, target, { method: 'hoeffding' }))['on-policy']).toContain('possible range of returns');
    expect(() => bySums(log, target, { level: 2 })).toThrow('level must be in (0, 1)');
  });

  it('holds an estimated behaviour fixed, and says so', () => {
    const bare = without(log, 'propensity');
    const aggregates = aggregatesOf(bare, target, { behaviour: 'estimated' });
    const result = estimatesOf(aggregates, target, { estimators: ['on-policy', 'wis'] });
    const { estimates } = withIntervals(createRng(1), aggregates, target, result, { replicates: 20 });
    const warnings = estimates.map(({ interval }) => interval && 'interval' in interval && interval.interval.warnings);
    expect(warnings[0]).toBeUndefined();
    expect(warnings[1]).toEqual([
      'it holds the estimated behaviour policy fixed: how much that hangs on who came is not in it',
    ]);
  });
});
