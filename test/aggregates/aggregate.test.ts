import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { aggregate } from '../../src/aggregates/aggregate.js';
import type { AggregateOptions } from '../../src/aggregates/aggregateOptions.js';
import { memorySource } from '../../src/aggregates/source/memorySource.js';
import { modelDigest } from '../../src/aggregates/weights/modelDigest.js';
import { createRng } from '../../src/core/random/rng.js';
import { countTransitions } from '../../src/fit/transitionCounts.js';
import { findEstimator } from '../../src/ope/estimators/registry.js';
import { wholeLog } from '../../src/ope/study/countedLog.js';
import { givenModelRows } from '../../src/ope/study/modelRows.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { actionValueAt, valueTables } from '../../src/ope/study/valueTables.js';
import { subset } from '../../src/trajectories/subset.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { aggregatesOf } from '../support/aggregatesOf.js';
import { estimatesFromSums } from '../support/estimatesFromSums.js';
import { loggedProblem } from '../support/opeOracle/generators.js';
import { sparseMdp } from '../support/sparseMdp.js';
import { rechunked } from '../support/rechunked.js';

/** Two episodes over two states and actions. */
const log: Trajectories = {
  nEpisodes: 2,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 3),
  state: Int32Array.of(0, 1, 0),
  action: Int32Array.of(0, 1, 0),
  reward: Float64Array.of(1, 2, 4),
  nextState: Int32Array.of(1, 2, 1),
  terminated: Uint8Array.of(1, 0),
  propensity: Float64Array.of(0.5, 0.25, 0.5),
  source: {},
};
const target = { nStates: 3, nActions: 2, probability: Float64Array.of(1, 0, 0.5, 0.5, 0.5, 0.5) };
function without({ propensity, ...rest }: Trajectories): Trajectories {
  expect(propensity).toBeDefined();
  return rest;
}

describe('aggregate', () => {
  it('sums by hand', async () => {
    const { counts, first, weighted, ...rest } = await aggregate(memorySource(log), {
      target,
      blocks: 1,
      discount: 0.5,
    });
    expect(rest).toEqual({ nStates: 3, nActions: 2, source: {}, blocks: 1 });
    expect(counts).toEqual({
      state: Int32Array.of(0, 1),
      action: Int32Array.of(0, 1),
      nextState: Int32Array.of(1, 2),
      terminated: Uint8Array.of(0, 1),
      count: Float64Array.of(2, 1),
      reward: Float64Array.of(5, 2),
    });
    expect([...first]).toEqual([2, 0, 0]);
    const { episodes, steps, cells, ...about } = weighted!;
    expect(about).toEqual({
      horizon: 2,
      discount: 0.5,
      behaviour: 'logged',
      target: createHash('sha256')
        .update(new Uint8Array(Float64Array.of(1, 0, 0.5, 0.5, 0.5, 0.5).buffer))
        .digest('hex'),
    });
    // Weights 4 and 2, returns 2 and 4.
    expect(episodes.count).toBeAllClose([2]);
    expect(episodes.logScale).toBeAllClose([Math.log(4)], { rtol: 1e-15 });
    expect(episodes.w).toBeAllClose([1.5]);
    expect(episodes.w2).toBeAllClose([1.25]);
    expect(episodes.wg).toBeAllClose([4]);
    expect(episodes.w2g).toBeAllClose([3]);
    expect(episodes.w2g2).toBeAllClose([8]);
    expect([episodes.g[0], episodes.g2[0], episodes.positive[0], episodes.steps[0]]).toEqual([6, 20, 2, 3]);
    expect([[...steps.block], [...steps.t], [...steps.count], [...steps.ended]]).toEqual([
      [0, 0],
      [0, 1],
      [2, 1],
      [1, 1],
    ]);
    expect(steps.logScale).toBeAllClose([Math.log(2), Math.log(4)], { rtol: 1e-15 });
    expect(steps.w).toBeAllClose([2, 1]);
    expect(steps.wr).toBeAllClose([5, 2]);
    expect(steps.wEnded).toBeAllClose([1, 1]);
    expect(steps.w2Ended).toBeAllClose([1, 1]);
    const { c, c2, cg, cg2, c2g, c2g2, least } = episodes.clipped!;
    expect([c, c2, cg, cg2, c2g, c2g2, least].map(([sum]) => sum)).toBeAllClose([6, 20, 16, 48, 48, 128, 2]);
    expect([episodes.v, steps.wError, steps.wValue]).toEqual([undefined, undefined, undefined]);
    expect([[...cells.t], [...cells.state], [...cells.nextState], [...cells.count]]).toEqual([
      [0, 1],
      [0, 1],
      // The process ended with the second.
      [1, 3],
      [2, 1],
    ]);
    expect(cells.ratio).toBeAllClose([4, 2]);
    expect(cells.ratioReward).toBeAllClose([10, 4]);
  });

  it('gives the estimates of the log in memory, with logged, given and estimated behaviour', async () => {
    await fc.assert(
      fc.asyncProperty(
        loggedProblem({ maxEpisodes: 8 }),
        fc.constantFrom('logged' as const, 'estimated' as const, 'given' as const),
        async ({ trajectories, target, behaviour: policy, problem }, kind) => {
          const behaviour = kind === 'given' ? policy : kind;
          const options = { discount: problem.discount, behaviour };
          const sums = await aggregate(memorySource(trajectories), { ...options, target, blocks: 16 });
          expect(sums.weighted?.behaviour).toBe(kind);
          const sample = wholeLog(prepareStudy(trajectories, target, options));
          for (const [name, value] of Object.entries(estimatesFromSums(sums)))
            expect([value]).toBeAllClose([findEstimator(name).estimate(sample, createRng(1))], {
              rtol: 1e-12,
              atol: 1e-12,
            });
        },
      ),
    );
  });

  it('sums what a model says of each step', async () => {
    await fc.assert(
      fc.asyncProperty(
        loggedProblem({ maxEpisodes: 8 }),
        fc.nat(),
        fc.array(fc.nat(30)),
        async ({ trajectories, target, problem: { horizon, discount } }, seed, cuts) => {
          const model = sparseMdp(createRng(seed), { ...target, nEnds: seed % 2 });
          const options = { target, model, horizon, discount, blocks: 16 };
          const { weighted } = await aggregate(rechunked(trajectories, cuts), options);
          expect(weighted!.modelDigest).toBe(await modelDigest(model));
          const tables = valueTables(givenModelRows(model), target, horizon, discount);
          const { v, vStride } = tables;
          const naive = aggregatesOf(trajectories, target, {
            ...{ horizon, discount, blocks: 16 },
            model: {
              q: (t, s, a) => actionValueAt(tables, t, s * target.nActions + a),
              v: (t, s) => v[t * vStride + s],
            },
          }).weighted!;
          const close = { rtol: 1e-12, atol: 1e-12 };
          expect(weighted!.episodes.v).toBeAllClose(naive.episodes.v!, close);
          expect(weighted!.steps.wError).toBeAllClose(naive.steps.wError!, close);
          expect(weighted!.steps.wValue).toBeAllClose(naive.steps.wValue!, close);
          for (const [name, sums] of Object.entries(weighted!.episodes.clipped!))
            expect(sums, name).toBeAllClose(naive.episodes.clipped![name as 'c'], close);
        },
      ),
    );
  });

  it('counts as fit does, wherever chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(loggedProblem(), fc.array(fc.nat(30)), async ({ trajectories, target }, cuts) => {
        const whole = await aggregate(memorySource(trajectories), { target, blocks: 16 });
        expect(await aggregate(rechunked(trajectories, cuts), { target, blocks: 16 })).toEqual(whole);
        const { nStates, nActions } = trajectories;
        const expected = countTransitions(trajectories, nStates, nActions);
        const { counts } = whole;
        const again = new Float64Array(nStates * nActions * nStates);
        counts.count.forEach((n, k) => {
          again[(counts.state[k] * nActions + counts.action[k]) * nStates + counts.nextState[k]] += n;
        });
        const dense = new Float64Array(again.length);
        for (let row = 0; row < nStates * nActions; row++)
          for (let k = expected.rowStart[row]; k < expected.rowStart[row + 1]; k++)
            dense[row * nStates + expected.nextState[k]] = expected.count[k];
        expect(again).toEqual(dense);
      }),
    );
  });

  it('takes the behaviour of a part from the counts of the whole log', async () => {
    const counts = await aggregate(memorySource(without(log)));
    const part = subset(without(log), [1]);
    const { weighted } = await aggregate(memorySource(part), { target, behaviour: counts, horizon: 2 });
    const whole = await aggregate(memorySource(without(log)), { target });
    expect(weighted?.behaviourDigest).toBe(whole.weighted?.behaviourDigest);
    expect(weighted?.behaviour).toBe('estimated');
    const alone = await aggregate(memorySource(subset(without(log), [0])), { target });
    expect(alone.weighted?.behaviourDigest).toBe(whole.weighted?.behaviourDigest);
  });

  it('counts alone without a target, and finds how many states there are', async () => {
    const { nStates, nActions, counts, weighted } = await aggregate({
      ...memorySource(log),
      nStates: undefined,
      nActions: undefined,
    });
    expect([nStates, nActions, weighted]).toEqual([3, 2, undefined]);
    expect([...counts.count]).toEqual([2, 1]);
  });

  it('says what is wrong, where, and how to mend it', async () => {
    const fails = async (change: Partial<Trajectories>, options: AggregateOptions, message: string): Promise<void> => {
      await expect(aggregate(memorySource({ ...log, ...change }), { target, ...options })).rejects.toThrow(message);
    };
    await fails({}, { horizon: 1 }, "episode 0: must have at most the horizon's 1 steps, got 2 or more");
    await fails({}, { horizon: 0 }, 'aggregate: horizon must be a finite number of steps from 1, got 0');
    await fails({}, { discount: 2 }, 'aggregate: discount must be in (0, 1], got 2');
    await fails({}, { blocks: 10 }, 'aggregate: blocks must be 1, 16, 256 or 4096, got 10');
    await fails({ nStates: 4 }, {}, 'aggregate: policy must have 4 states and 2 actions, got 3 and 2');
    await expect(aggregate(memorySource(without(log)), { target, behaviour: 'logged' })).rejects.toThrow(
      'the log must have the probabilities of its actions, got none',
    );
    for (const options of [{ behaviour: 'logged' as const }, { model: createEnv('chain').exactModel!() }])
      await expect(aggregate(memorySource(log), options)).rejects.toThrow('must go with a target policy');
    const model = createEnv('two-armed').exactModel!();
    await fails({}, { model }, 'aggregate: horizon must be known where there is a model');
    const other = createEnv('gridworld').exactModel!();
    await fails(
      {},
      { model: other, horizon: 2 },
      'aggregate: model must be over the 3 states and 2 actions of the policy',
    );
    const behaviour = { ...target, probability: Float64Array.of(1, 0, 1, 0, 1, 0) };
    await expect(aggregate(memorySource(without(log)), { target, behaviour })).rejects.toThrow(
      'episode 0, t 1: the behaviour policy must allow the logged action 1 in state 1, got probability 0',
    );
    await expect(aggregate(memorySource(log), { target, behaviour })).rejects.toThrow(
      "episode 0, t 0: the logged probability must be the behaviour policy's (1), got 0.5",
    );
    const silent = { ...target, undefinedRows: Uint8Array.of(0, 1, 0) };
    await expect(aggregate(memorySource(log), { target: silent })).rejects.toThrow(
      'episode 0, t 1: the target policy must say what to do in state 1, got nothing',
    );
  });
});
