import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { benchmark as experiment } from '../../experiments/benchmark/benchmark.js';
import {
  type BenchmarkOptions,
  type PolicyOfSpace,
  behaviourKnowledge,
  benchmarkSpecification,
} from '../../experiments/benchmark/benchmarkSpecification.js';
import { policyBenchmark } from '../../experiments/policies/policyBenchmark.js';
import { policySpecification } from '../../experiments/policies/policySpecification.js';
import { policyWorlds } from '../../experiments/policies/policyWorld.js';
import { intervals } from '../../ope/intervals/registry.js';
import { type Env, spaceOf } from '../../mdp/env.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import { defineCommand } from '../arguments/command.js';
import { exactModel } from '../input/exactModel.js';
import { keyValues } from '../input/keyValues.js';
import { loadPlugins } from '../input/plugins/loadPlugins.js';
import { resolveEnv } from '../input/resolveEnv.js';
import { resolveEstimators } from '../input/resolveEstimators.js';
import { resolvePolicy } from '../input/resolvePolicy.js';
import { runOptions, shared } from '../arguments/options.js';
import { opeOptions } from '../ope/options.js';
import { type RunExperiment, runExperiment } from '../reproduce/runExperiment.js';

export const benchmark: CommandModule = benchmarkWith(runExperiment);

/** @param run what is done with the experiment that is asked for */
export function benchmarkWith(run: RunExperiment): CommandModule {
  return defineCommand(
    'benchmark',
    (argv) =>
      argv
        .options({
          env: shared.env,
          policies: {
            type: 'boolean',
            default: false,
            describe:
              'in place of estimators, policies that are learned from logs of worlds whose truth is known: promise, true value, verdict',
          },
          world: {
            choices: policyWorlds,
            array: true,
            nargs: 1,
            describe: 'with --policies: where the logs come from; may be given more than once (default: all)',
          },
          'behaviour-policy': {
            type: 'string',
            describe:
              'policy that writes the logs: a name or a file (default: that of sepsis, gridworld, model-win or model-fail)',
          },
          policy: {
            type: 'string',
            describe: 'target policy, likewise; estimators see the states as it does',
          },
          round: shared.round,
          episodes: {
            type: 'number',
            array: true,
            nargs: 1,
            describe:
              'trajectories of a data set; may be given more than once (default: 100 and 1000; with --policies 1000)',
          },
          datasets: { type: 'number', describe: 'data sets of each size (default: 100; with --policies 20)' },
          estimator: {
            ...opeOptions.estimator,
            describe:
              'estimator: a name or a file of your own; may be given more than once (default: all that apply but cf, and cdf, whose mean is wis)',
          },
          unseen: {
            type: 'string',
            describe:
              'what follows a pair that the model of cf never saw (default: the worst end, if there is one, else self)',
          },
          interval: {
            choices: [...intervals.map(({ name }) => name), 'none'],
            array: true,
            nargs: 1,
            describe: 'method of intervals; may be given more than once (default: t and bootstrap)',
          },
          behaviour: {
            choices: behaviourKnowledge,
            array: true,
            nargs: 1,
            describe:
              'whether estimators know the policy that wrote the log; may be given more than once (default: known)',
          },
          horizon: { ...shared.horizon, describe: 'most steps of a run (default: 20, and 2 in model-fail)' },
          discount: {
            ...shared.discount,
            describe: 'weight of a reward one step later; below 1 for dm-infinite, dualdice',
          },
          soften: {
            type: 'number',
            describe:
              'probability that the target does not take its own choice, where it is not a table (default: 0.1)',
          },
          level: { type: 'number', default: 0.95, describe: 'level of the intervals' },
          replicates: { type: 'number', describe: 'bootstrap replicates (default: 500)' },
          quick: {
            type: 'boolean',
            default: false,
            describe: 'small settings, to see all of it work in half a minute',
          },
          seed: shared.seed,
          set: shared.set,
          ...runOptions,
          json: shared.json,
        })
        .example('couplet benchmark --env model-win --interval t --interval bca', '')
        .example('couplet benchmark --env sepsis --episodes 100 --episodes 1000 --out sepsis', '')
        .example('couplet benchmark --policies --world sepsis --world markov --out policies', 'with a picture')
        .example(
          'couplet benchmark --env ./mine.mjs --behaviour-policy uniform --policy optimal --estimator ./other.mjs',
          'all your own',
        ),
    async ({ env: envSpec, datasets: repeats, interval, seed, set, workers, out, json, ...args }, { provenance }) => {
      const { horizon, discount, episodes, behaviour, level, replicates, soften, unseen, quick } = args;
      const { shard, redis, allowMixed } = args;
      const runs = { plan: { seed, repeats }, command: 'benchmark', workers, out, shard, redis, allowMixed, json };
      if (args.policies) {
        const specification = policySpecification({
          quick,
          ...(args.world && { worlds: args.world }),
          ...(horizon !== undefined && { horizon }),
          ...(episodes && { episodes }),
        });
        await run({ experiment: policyBenchmark, specification, ...runs });
        return;
      }
      if (envSpec === undefined)
        throw new ArgumentError(
          'benchmark: an environment is needed, got none - name it with --env, or judge learned policies with --policies',
        );
      const plugins = { env: envSpec, estimators: args.estimator ?? [] };
      const env = await resolveEnv(envSpec, set);
      const estimators =
        args.estimator &&
        (await resolveEstimators(args.estimator)).map((each) => (typeof each === 'string' ? each : each.name));
      const { inputs = {} } = await provenance();
      const named = await namedPolicies(env, args);
      const options: BenchmarkOptions = {
        discount,
        level,
        quick,
        parameters: keyValues('--set', set),
        ...named,
        // A policy that is named is softened as it is made.
        soften: named.targetPolicy ? undefined : soften,
        ...(Object.keys(inputs).length > 0 && { files: inputs }),
        ...(horizon !== undefined && { horizon }),
        ...(episodes && { episodes }),
        ...(behaviour && { behaviour }),
        ...(estimators && { estimators }),
        ...(interval && { intervals: interval.filter((name) => name !== 'none') }),
        ...(unseen !== undefined && { unseen }),
        ...(replicates !== undefined && { replicates }),
      };
      const specification = benchmarkSpecification(env.name, options, await loadPlugins(plugins));
      await run({
        experiment,
        specification,
        ...runs,
        plugins,
      });
    },
  );
}

/** The policies that are named, each with the space that it is over. */
async function namedPolicies(
  env: Env,
  {
    behaviourPolicy,
    policy,
    soften,
    round,
  }: {
    readonly behaviourPolicy?: string | undefined;
    readonly policy?: string | undefined;
    readonly soften?: number | undefined;
    readonly round?: number | undefined;
  },
): Promise<Pick<BenchmarkOptions, 'behaviourPolicy' | 'targetPolicy'>> {
  const resolved = async (spec: string, softness = 0): Promise<PolicyOfSpace> => {
    const sizes = { nActions: env.nActions };
    const found = await resolvePolicy(spec, () => exactModel(env), { soften: softness, round, sizes });
    return { ...found, space: spaceOver(env, found, `benchmark: ${spec}`, 'policy').name };
  };
  const targetPolicy = policy === undefined ? undefined : await resolved(policy, soften);
  if (targetPolicy) checkRecorded(`--policy ${policy}`, env, targetPolicy.space);
  return {
    ...(behaviourPolicy !== undefined && { behaviourPolicy: await resolved(behaviourPolicy) }),
    ...(targetPolicy && { targetPolicy }),
  };
}

/** Estimators see of a log what the target sees: the log must tell it. */
function checkRecorded(where: string, env: Env, space: string): void {
  const finest = env.spaces.indexOf(spaceOf(env, env.recorded));
  if (env.spaces.indexOf(spaceOf(env, space)) >= finest) return;
  const recorded = env.spaces.slice(finest).map(({ name }) => name);
  throw new ArgumentError(
    `${where}: must be over what logs of env ${env.name} record, space ${recorded.join(' or ')}, got '${space}' - solve one in such a space and name its file`,
  );
}
