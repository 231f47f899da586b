import { describe, expect, it } from 'vitest';
import { type EnvDefinition, createEnv } from '../../../envs/registry.js';
import { chain } from '../../../envs/tiny/chain.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { benchmark } from '../../../src/experiments/benchmark/benchmark.js';
import { benchmarkProblem } from '../../../src/experiments/benchmark/benchmarkProblem.js';
import { type BenchmarkCell, benchmarkCells } from '../../../src/experiments/benchmark/benchmarkReport.js';
import {
  type BenchmarkOptions,
  type BenchmarkSpecification,
  type PolicyOfSpace,
  benchmarkEnvs,
  benchmarkSpecification,
} from '../../../src/experiments/benchmark/benchmarkSpecification.js';
import type { BenchmarkResult, BenchmarkTrial } from '../../../src/experiments/benchmark/benchmarkTrial.js';
import type { EstimatorSummary } from '../../../src/experiments/benchmark/benchmarkSummary.js';
import type { Finished } from '../../../src/experiments/experiment.js';
import { studentQuantile } from '../../../src/core/statistics/studentQuantile.js';
import { type Env, abstractionBetween } from '../../../src/mdp/env.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { returnRange } from '../../../src/mdp/evaluate/returnRange.js';
import type { Estimator } from '../../../src/ope/estimators/estimator.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { fit } from '../../../src/fit/fit.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

type Run = readonly Finished<BenchmarkTrial, BenchmarkResult>[];

async function runAll(specification: BenchmarkSpecification, repeats: number): Promise<Run> {
  const trials = await benchmark.trials(specification, { seed: 1, repeats });
  return Promise.all(trials.map(async (trial) => ({ trial, result: await benchmark.run(specification, trial) })));
}

function byName({ estimators }: BenchmarkCell): Record<string, EstimatorSummary> {
  return Object.fromEntries(estimators.map((each) => [each.estimator, each]));
}

describe('benchmarkProblem', () => {
  it('learns the target of sepsis from a log of the seed that the plan names', () => {
    const specification = benchmarkSpecification('sepsis', { quick: true });
    const targetOf = (seed: number): Float64Array =>
      benchmarkProblem({
        ...specification,
        targetPolicy: { kind: 'learned', episodes: 60, seed, discount: 0.9, soften: 0 },
      }).target.probability;
    const { env, behaviour } = benchmarkProblem(specification);
    for (const seed of [2, 7]) {
      const log = simulate(createRng(seed), env, behaviour, { episodes: 60, horizon: specification.horizon });
      const abstraction = abstractionBetween(env, env.recorded, specification.space);
      const { mdp } = fit(log, { abstraction, outcomes: env.outcomes });
      expect(targetOf(seed)).toEqual(policyIteration(mdp, { discount: 0.9, actions: 'all' }).policy.probability);
    }
    expect(targetOf(2)).not.toEqual(targetOf(7));
  });
});

describe('benchmarkSpecification', () => {
  it.each(benchmarkEnvs)('%s: is plain data', (env) => {
    const specification = benchmarkSpecification(env, { quick: true });
    expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
  });

  it('has those without a horizon only where a discount allows them', () => {
    expect(benchmarkSpecification('gridworld').estimators).not.toContain('dualdice');
    expect(benchmarkSpecification('gridworld', { discount: 0.9 }).estimators).toContain('dualdice');
  });

  it('changes what is asked for', () => {
    const { targetPolicy, bounds, parameters } = benchmarkSpecification('gridworld', {
      soften: 0.2,
      horizon: 7,
      parameters: { width: '5' },
    });
    expect(targetPolicy).toMatchObject({ kind: 'named', soften: 0.2 });
    expect(parameters).toEqual({ width: '5' });
    expect(bounds!.returns).toEqual([-1, 1]);
    expect(benchmarkSpecification('model-win', { horizon: 7 }).bounds!.returns).toEqual([-4, 4]);
  });

  it.each<[string, BenchmarkOptions, string]>([
    ['chain', {}, "env must be one of sepsis, gridworld, model-win, model-fail, got 'chain'"],
    ['model-win', { soften: 0.1 }, 'the target policy of this environment is a table'],
    ['model-win', { horizon: 0 }, 'horizon must be a whole number from 1, got 0'],
    ['model-win', { discount: 0 }, 'discount must be in (0, 1], got 0'],
    ['model-win', { episodes: [10, 1.5] }, 'episodes must be a whole number from 1, got 1.5'],
    ['model-win', { episodes: [10, 10] }, 'episodes must be given once each, got 10, 10'],
    ['model-win', { replicates: 1 }, 'replicates must be a whole number from 2, got 1'],
    ['model-win', { level: 1 }, 'level must be in (0, 1), got 1'],
    ['model-win', { estimators: ['ips'] }, 'estimators must be among on-policy, is,'],
    ['model-win', { estimators: ['dm-infinite'] }, 'discount must be below 1 for dm-infinite'],
    ['model-win', { unseen: 'self' }, "unseen is for the model of cf, which is not asked for, got 'self'"],
    ['model-win', { intervals: ['z'] }, 'name must be one of bootstrap,'],
  ])('refuses %s %j', (env, options, message) => {
    expect(() => benchmarkSpecification(env, options)).toThrow(message);
  });
});

describe('a benchmark of what is not built in', () => {
  const definition: EnvDefinition = {
    ...chain,
    name: 'mine',
    create: (parameters) => ({ ...chain.create(parameters), name: 'mine' }),
  };
  const exact = createEnv('chain').exactModel!();
  const policy = (probability: readonly number[]): PolicyOfSpace => ({
    nStates: exact.nStates,
    nActions: exact.nActions,
    probability: Float64Array.from({ length: exact.nStates * exact.nActions }, (_, i) => probability[i % 2]),
    space: exact.source.space!,
  });
  const [fair, first] = [policy([0.5, 0.5]), policy([1, 0])];
  const always: Estimator = { name: 'always', summary: '', usesWeights: false, usesModel: false, estimate: () => 7 };
  const plugins = {
    envs: [definition],
    estimators: [always, { ...always, name: 'endless', estimand: 'no horizon' as const }],
  };
  const options: BenchmarkOptions = { episodes: [40], intervals: ['t', 'hoeffding'], estimators: ['is', 'always'] };

  it('takes environment, policies and estimators, and the bounds of the exact model', async () => {
    const given = { ...options, behaviourPolicy: fair, targetPolicy: first, horizon: 3, discount: 0.5 };
    const specification = benchmarkSpecification(
      'mine',
      { ...given, estimators: ['is', 'always', 'endless'] },
      plugins,
    );
    expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
    const { bounds, truth } = benchmarkProblem(specification, plugins);
    expect(bounds).toEqual({ ...returnRange(exact, { horizon: 3, discount: 0.5 }), ratio: 2 });
    expect(truth(undefined)).toBeAllClose(policyValue(exact, first, { horizon: 3, discount: 0.5 }).value);
    const trials = await benchmark.trials(specification, { seed: 1, repeats: 2 });
    const run = await Promise.all(
      trials.map(async (trial) => ({ trial, result: await benchmark.run(specification, trial, plugins) })),
    );
    const { is, always: constant, endless } = byName(benchmarkCells(specification, run, plugins)[0]);
    expect([constant.mean, constant.truth, endless.truth]).toBeAllClose([
      7,
      is.truth,
      policyValue(exact, first, { horizon: Infinity, discount: 0.5 }).value,
    ]);
    expect(endless.truth).toBeGreaterThan(is.truth + 0.01);
    expect(is.intervals.hoeffding.n).toBe(2);
  });

  it('keeps what a policy leaves open, and says which intervals need that the behaviour does all that the target does', async () => {
    const given = { ...options, estimators: ['is'], behaviourPolicy: first, targetPolicy: fair };
    const specification = benchmarkSpecification('chain', given);
    expect(benchmarkProblem(specification).bounds.ratio).toBeUndefined();
    const { is } = byName(benchmarkCells(specification, await runAll(specification, 1))[0]);
    expect([is.intervals.t.n, is.intervals.hoeffding.reason]).toEqual([
      1,
      expect.stringContaining('largest possible ratio'),
    ]);
    const open = { ...fair, undefinedRows: new Uint8Array(exact.nStates).fill(1, 0, 1) };
    const left = benchmarkSpecification('chain', { ...options, behaviourPolicy: fair, targetPolicy: open }, plugins);
    expect(benchmarkProblem(left).target.undefinedRows).toEqual(open.undefinedRows);
  });

  it.each<[string, BenchmarkOptions, RegExp]>([
    ['mine', { behaviourPolicy: fair }, /must be one of sepsis, .*, got 'mine' - or name both of its policies/],
    ['chain', { targetPolicy: fair }, /got 'chain' - or name both/],
    [
      'model-win',
      { estimators: ['alwys'] },
      /estimators must be among .*, endless, got 'alwys' - did you mean 'always'/,
    ],
    ['model-win', { estimators: ['endless'] }, /discount must be below 1 for endless/],
    ['model-win', { targetPolicy: first, soften: 0.1 }, /is a table, got soften/],
  ])('refuses %s %j', (env, given, message) => {
    expect(() => benchmarkSpecification(env, given, plugins)).toThrow(message);
  });

  it('refuses an environment that cannot tell the truth', () => {
    const untold: Env = { ...chain.create({}), name: 'mine' };
    delete untold.exactModel;
    const given = { ...options, behaviourPolicy: fair, targetPolicy: first };
    const specification = benchmarkSpecification('mine', given, plugins);
    const definitions = [{ ...definition, create: () => untold }];
    expect(() => benchmarkProblem(specification, { envs: definitions })).toThrow(
      'env mine must have an exact model, got none',
    );
  });
});

describe('benchmarkProblem', () => {
  it('knows the value of what each estimator estimates', () => {
    const { truth, bounds } = benchmarkProblem(benchmarkSpecification('model-win', { discount: 0.9 }));
    // A visit home, every second step, is worth .2 − .4 x: −.092 for x = .73 and .092 for x = .27.
    const visits = (1 - 0.9 ** 20) / (1 - 0.9 ** 2);
    expect([truth(undefined), truth('behaviour policy'), truth('no horizon')]).toBeAllClose(
      [0.092 * visits, -0.092 * visits, 0.092 / (1 - 0.9 ** 2)],
      { rtol: 1e-9 },
    );
    expect(bounds.ratio!).toBeAllClose(0.73 / 0.27);
  });

  it('learns the sepsis target once and for all, and lifts it to where the truth is known', () => {
    const { truth, target, bounds } = benchmarkProblem(benchmarkSpecification('sepsis'));
    expect([target.nStates, target.space]).toEqual([146, 'projected']);
    // .9 where the physician has .05 / 7.
    expect(bounds.ratio!).toBeAllClose((0.9 * 7) / 0.05);
    // The physician's value, exactly; that of the paper's log is .324.
    const sepsis = createEnv('sepsis').exactModel!();
    const physician = createPolicy('physician', sepsis);
    expect(truth('behaviour policy')).toBeAllClose(policyValue(sepsis, physician, { horizon: 20 }).value, {
      rtol: 1e-9,
    });
    const softer = benchmarkProblem(benchmarkSpecification('sepsis', { soften: 0.4 }));
    expect(softer.truth('behaviour policy')).toBe(truth('behaviour policy'));
    expect(softer.truth(undefined)).not.toBe(truth(undefined));
    expect(Math.max(...softer.target.probability)).toBeAllClose(0.6);
  });
});

describe('benchmark', () => {
  it('has intervals of the level that is asked for', async () => {
    const width = async (level: number, method: string): Promise<number> => {
      const options = {
        episodes: [20],
        intervals: [method],
        estimators: ['on-policy'],
        level,
        replicates: 400,
      } as const;
      const specification = benchmarkSpecification('model-win', options);
      const [cell] = benchmarkCells(specification, await runAll(specification, 2));
      return byName(cell)['on-policy'].intervals[method].meanWidth!;
    };
    const ratio = studentQuantile(0.75, 19) / studentQuantile(0.975, 19);
    expect((await width(0.5, 't')) / (await width(0.95, 't'))).toBeAllClose(ratio, { rtol: 1e-9 });
    expect(await width(0.5, 'bootstrap')).toBeLessThan(0.6 * (await width(0.95, 'bootstrap')));
  });

  it('finds that on-policy has no bias, and that the model of model-fail is wrong', async () => {
    const specification = benchmarkSpecification('model-fail', {
      episodes: [200],
      intervals: [],
      estimators: ['on-policy', 'is', 'dm'],
    });
    const [cell] = benchmarkCells(specification, await runAll(specification, 50));
    const { 'on-policy': onPolicy, is, dm } = byName(cell);
    expect([onPolicy.truth, is.truth, dm.truth]).toBeAllClose([0.76, -0.76, -0.76]);
    expect([onPolicy.n, is.n, dm.n]).toEqual([50, 50, 50]);
    // Hoeffding for 10,000 returns in [−1, 1], missed with probability 1e-6; the value of the target is 1.5 away.
    expect(Math.abs(onPolicy.bias!.mean)).toBeLessThan(Math.sqrt((2 * Math.log(2e6)) / 10_000));
    expect(Math.abs(is.bias!.mean)).toBeLessThan(5 * is.bias!.standardError!);
    expect(dm.mean!).toBeAllClose(0.57, { atol: 0.05, rtol: 0 });
  });

  it('has the same data sets whatever the blocks, the other sizes and the number of data sets', async () => {
    const options = { episodes: [20, 5], behaviour: ['known', 'estimated'], intervals: ['t', 'bootstrap'] } as const;
    const specification = benchmarkSpecification('model-win', { ...options, replicates: 20 });
    const run = await runAll(specification, 7);
    expect(run.map(({ trial }) => trial.name).slice(0, 2)).toEqual(['n-20-set-0', 'n-20-set-1']);
    const cells = benchmarkCells(specification, run);
    expect(cells.map(({ episodes, behaviour, dataSets }) => [episodes, behaviour, dataSets])).toEqual([
      [20, 'known', 7],
      [20, 'estimated', 7],
      [5, 'known', 7],
      [5, 'estimated', 7],
    ]);
    const others = [3, 3, 1].flatMap((count, i) =>
      [20, 5].map((episodes) => ({ name: '', episodes, first: 3 * i, count, seed: 1 })),
    );
    const grouped = await Promise.all(
      others.map(async (trial) => ({ trial, result: await benchmark.run(specification, trial) })),
    );
    expect(benchmarkCells(specification, grouped.reverse())).toEqual(cells);
    const less = await runAll({ ...specification, episodes: [5], behaviour: ['estimated'] }, 2);
    const estimates = (all: Run): unknown[] =>
      all
        .filter(({ trial }) => trial.episodes === 5)
        .flatMap(({ result }) => result.dataSets)
        .slice(0, 2)
        .map((each) => each.estimates.estimated);
    expect(estimates(less)).toEqual(estimates(run));
    const values = run.flatMap(({ result }) => result.dataSets.map(({ estimates: { known } }) => known!['on-policy']));
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(10);
  });

  it.each([
    [2, 40, 80, 'n-100-set-39'],
    [1, 127, 127, 'n-10-set-126'],
    [1, 128, 64, 'n-10-sets-126-to-127'],
    [2, 100, 68, 'n-100-set-99'],
    [2, 1000, 200, 'n-100-sets-990-to-999'],
  ])('deals %i × %i data sets out into %i trials', async (sizes, repeats, nTrials, last) => {
    const specification = benchmarkSpecification('model-win', { episodes: [10, 100].slice(0, sizes) });
    const trials = await benchmark.trials(specification, { seed: 1, repeats });
    expect([trials.length, trials.at(-1)!.name]).toEqual([nTrials, last]);
    const items = trials.flatMap((trial) => benchmark.grouping!.items(trial));
    expect(items.map(({ episodes, first }) => [episodes, first])).toEqual(
      specification.episodes.flatMap((episodes) => Array.from({ length: repeats }, (_, i) => [episodes, i])),
    );
    expect(new Set(items.map(({ name }) => name)).size).toBe(sizes * repeats);
  });

  it('knows the behaviour policy or counts it', async () => {
    const specification = benchmarkSpecification('gridworld', {
      episodes: [30],
      behaviour: ['known', 'estimated'],
      estimators: ['is', 'dm'],
      intervals: ['hoeffding', 'betting-weights'],
    });
    const [known, estimated] = benchmarkCells(specification, await runAll(specification, 2)).map(byName);
    expect(known.is.mean).not.toBe(estimated.is.mean);
    expect(known.dm.bias).toEqual(estimated.dm.bias);
    expect(known.is.intervals.hoeffding).toMatchObject({ n: 2, missing: 0, coverage: 1 });
    expect(estimated.is.intervals.hoeffding).toMatchObject({ n: 0, missing: 2 });
    expect(estimated.is.intervals.hoeffding.reason).toContain('needs the behaviour policy known');
    expect(known.dm.intervals['betting-weights'].reason).toContain('is for unbiased means');
  });

  it('counts what has no estimate and says why', async () => {
    const [half, never] = [0.5, 0].map((first) => ({
      kind: 'table' as const,
      space: 'observed',
      probability: [first, 1 - first, 0.5, 0.5, 0.5, 0.5],
    }));
    const specification = {
      ...benchmarkSpecification('model-fail', { episodes: [1], estimators: ['wis', 'dm'], intervals: ['t'] }),
      behaviourPolicy: half,
      targetPolicy: never,
    };
    const run = await runAll(specification, 20);
    const { wis, dm } = byName(benchmarkCells(specification, run)[0]);
    // A lone episode has a weight with probability 1/4.
    expect(wis.nUndefined).toBeGreaterThan(5);
    expect(wis.n).toBeGreaterThan(0);
    expect(wis.n + wis.nUndefined).toBe(20);
    expect([dm.n, dm.nUndefined]).toEqual([20, 0]);
    expect(wis.intervals.t).toMatchObject({ n: 0, missing: wis.n });
    const { notes, tables } = benchmark.report(specification, run);
    expect(notes.join('\n')).toContain(
      `wis is undefined in ${wis.nUndefined} of 20 data sets of 1, behaviour known: wis:`,
    );
    expect(tables[0].rows[0].at(-1)).toBe(String(wis.nUndefined));
    expect(tables[1].rows[0]).toEqual(['wis', '']);
  });

  it('estimates counterfactually, by a model of each data set, without intervals', async () => {
    const specification = benchmarkSpecification('sepsis', {
      episodes: [20],
      estimators: ['cf', 'on-policy'],
      intervals: ['t'],
    });
    const run = await runAll(specification, 2);
    const { cf, 'on-policy': onPolicy } = byName(benchmarkCells(specification, run)[0]);
    expect([cf.n, cf.intervals.t.missing, onPolicy.intervals.t.n]).toEqual([2, 2, 2]);
    expect(cf.intervals.t.reason).toContain('estimates of it alone');
    const { env, behaviour, target, truth } = benchmarkProblem(specification);
    expect(cf.truth).toBe(truth(undefined));
    const abstraction = abstractionBetween(env, 'observed', 'projected');
    const returns = [0, 1].flatMap((k) => {
      const log = simulate(createRng(1).fork('benchmark', 20, k), env, behaviour, { episodes: 20, horizon: 20 });
      const { mdp } = fit(log, { abstraction, outcomes: env.outcomes });
      const projected = projectTrajectories(log, env, 'projected');
      const mechanism = completeMechanism(gumbelMax());
      return Array.from(evaluateCounterfactual(projected, mdp, target, mechanism, { horizon: 20 }).expectedReturn);
    });
    expect(cf.mean!).toBeAllClose(returns.reduce((sum, value) => sum + value / 40, 0));
    // In 20 episodes the target meets much that was never seen: by default it is death.
    const kinder = { ...specification, unseen: 'self' };
    const { cf: other } = byName(benchmarkCells(kinder, await runAll(kinder, 2))[0]);
    expect(other.mean!).toBeGreaterThan(cf.mean! + 0.1);
  });
});
