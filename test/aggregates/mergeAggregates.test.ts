import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../src/aggregates/aggregate.js';
import type { Aggregates } from '../../src/aggregates/aggregates.js';
import { mergeAggregates } from '../../src/aggregates/mergeAggregates.js';
import { memorySource } from '../../src/aggregates/source/memorySource.js';
import { createRng } from '../../src/core/random/rng.js';
import { subset } from '../../src/trajectories/subset.js';
import { extremeLog } from '../support/extremeLog.js';
import { sparseMdp } from '../support/sparseMdp.js';
import { loggedProblem } from '../support/opeOracle/generators.js';

/** All columns by name, with keys of rows in their order. */
function columnsOf(aggregates: Aggregates): [string, ArrayLike<number>][] {
  const { counts, first, weighted } = aggregates;
  const { steps = {}, cells = {} } = weighted ?? {};
  const { clipped = {}, ...episodes } = weighted?.episodes ?? {};
  return Object.entries({ counts, first: { first }, episodes, clipped, steps, cells }).flatMap(([table, columns]) =>
    Object.entries(columns as Record<string, ArrayLike<number>>).map(([name, column]): [string, ArrayLike<number>] => [
      `${table}.${name}`,
      column,
    ]),
  );
}

function expectSame(a: Aggregates, b: Aggregates): void {
  const others = new Map(columnsOf(b));
  for (const [name, column] of columnsOf(a))
    expect([name, ...Array.from(column)]).toEqual([name, ...approximately(column, others.get(name)!, sizeOf(name))]);
}

/** About the largest terms of a sum, which may cancel: weights are cut at 20, and come in squares. */
function sizeOf(name: string): number {
  return name.startsWith('clipped.') ? 400 : 1;
}

/** The other column where it agrees, so that all that differs is shown. */
function approximately(column: ArrayLike<number>, other: ArrayLike<number>, size: number): number[] {
  return Array.from(other, (y, k) => {
    const x = column[k];
    return x === y || Math.abs(x - y) <= 1e-14 * Math.max(size, Math.abs(x), Math.abs(y)) ? x : y;
  });
}

describe('mergeAggregates', () => {
  it('makes the whole of any parts, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        loggedProblem({ minEpisodes: 2, maxEpisodes: 8 }),
        fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async ({ trajectories, target, problem: { horizon, discount } }, shardOf, modelled) => {
          const model = modelled ? sparseMdp(createRng(1), { ...target, nEnds: 0 }) : undefined;
          const options = { target, blocks: 16, horizon, discount, model };
          const whole = await aggregate(memorySource(trajectories), options);
          const episodes = Array.from({ length: trajectories.nEpisodes }, (_, e) => e);
          const parts: Aggregates[] = [];
          // Parts keep the names that the whole log has.
          for (let shard = 0; shard < 3; shard++) {
            const chosen = episodes.filter((e) => shardOf[e] === shard);
            if (chosen.length > 0) parts.push(await aggregate(memorySource(subset(trajectories, chosen)), options));
          }
          expectSame(parts.reduce(mergeAggregates), whole);
          expectSame(parts.reduceRight(mergeAggregates), whole);
        },
      ),
    );
  });

  it('adds weights that no number holds', async () => {
    await fc.assert(
      fc.asyncProperty(extremeLog, async ({ log, target }) => {
        const whole = await aggregate(memorySource(log), { target, blocks: 1 });
        const one = await aggregate(memorySource(subset(log, [0])), { target, blocks: 1 });
        const rest = Array.from({ length: log.nEpisodes - 1 }, (_, e) => e + 1);
        const others = await aggregate(memorySource(subset(log, rest)), { target, blocks: 1 });
        // Ratios of single steps have no scale, and large ones that cancel leave rounding.
        const scaled = ({ weighted, ...rest }: Aggregates): Aggregates => ({
          ...rest,
          weighted: { ...weighted!, cells: { ...weighted!.cells, ratioReward: new Float64Array(0) } },
        });
        expectSame(scaled(mergeAggregates(one, others)), scaled(whole));
        expectSame(scaled(mergeAggregates(others, one)), scaled(whole));
      }),
    );
  });

  it('refuses what does not add up, naming both', async () => {
    const [{ trajectories, target }] = fc.sample(loggedProblem({ maxHorizon: 1, fullTarget: true }), {
      seed: 3,
      numRuns: 1,
    });
    const of = (options: Parameters<typeof aggregate>[1]): Promise<Aggregates> =>
      aggregate(memorySource(trajectories), { target, ...options });
    const one = await of({});
    const refuses = (other: Aggregates, message: string): void => {
      expect(() => mergeAggregates(one, other)).toThrow(message);
    };
    refuses(await of({ horizon: 7 }), 'mergeAggregates: horizons must be the same, got 1 and 7');
    refuses(await of({ discount: 0.5 }), 'discounts must be the same, got 1 and 0.5');
    refuses(await of({ blocks: 16 }), 'numbers of blocks must be the same, got 4096 and 16');
    refuses(await of({ behaviour: 'estimated' }), 'behaviours must be the same, got logged and estimated');
    refuses(await of({ target: undefined }), 'target policies must be the same, got');
    refuses({ ...one, nStates: 9 }, `numbers of states must be the same, got ${one.nStates} and 9`);
    refuses({ ...one, source: { space: 'full' } }, "the states' source (space) must be the same, got none and full");
    const uniform = { ...target, probability: target.probability.map(() => 1 / target.nActions) };
    refuses(await of({ target: uniform }), 'target policies must be the same, got');
    const modelled = { ...one.weighted!, modelDigest: 'abc' };
    refuses({ ...one, weighted: modelled }, 'models must be the same, got none and abc - aggregate every part with');
    const [a, b] = [
      { ...one.weighted!, behaviourDigest: 'a' },
      { ...one.weighted!, behaviourDigest: 'b' },
    ];
    expect(() => mergeAggregates({ ...one, weighted: a }, { ...one, weighted: b })).toThrow(
      'estimated behaviour policies must be the same, got a and b - aggregate every part with the same behaviour',
    );
  });
});
