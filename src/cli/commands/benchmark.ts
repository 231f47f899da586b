import type { CommandModule } from 'yargs';
import { benchmark as experiment } from '../../experiments/benchmark/benchmark.js';
import {
  benchmarkEnvs,
  benchmarkSpecification,
  behaviourKnowledge,
} from '../../experiments/benchmark/benchmarkSpecification.js';
import { intervals } from '../../ope/intervals/registry.js';
import { estimatorNames } from '../../ope/estimators/registry.js';
import { defineCommand } from '../arguments/command.js';
import { keyValues } from '../input/keyValues.js';
import { runOptions, shared } from '../arguments/options.js';
import { runExperiment } from '../reproduce/runExperiment.js';

export const benchmark: CommandModule = defineCommand(
  'benchmark',
  (argv) =>
    argv
      .options({
        env: { choices: benchmarkEnvs, demandOption: true, describe: 'environment, with its two policies' },
        episodes: {
          type: 'number',
          array: true,
          nargs: 1,
          describe: 'trajectories of a data set; may be given more than once (default: 100 and 1000)',
        },
        datasets: { type: 'number', describe: 'data sets of each size (default: 100)' },
        estimators: {
          choices: estimatorNames,
          array: true,
          describe: 'estimators (default: all that apply but cf, and cdf, whose mean is wis)',
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
          describe: 'probability that the target does not take its own choice, where it is not a table (default: 0.1)',
        },
        level: { type: 'number', default: 0.95, describe: 'level of the intervals' },
        replicates: { type: 'number', describe: 'bootstrap replicates (default: 500)' },
        quick: { type: 'boolean', default: false, describe: 'small settings, to see all of it work in half a minute' },
        seed: shared.seed,
        set: shared.set,
        ...runOptions,
        json: shared.json,
      })
      .example('couplet benchmark --env model-win --interval t --interval bca', '')
      .example('couplet benchmark --env sepsis --episodes 100 --episodes 1000 --out sepsis', ''),
  async ({ env, datasets: repeats, interval, seed, set, workers, out, json, ...args }) => {
    const { horizon, discount, episodes, behaviour, estimators, level, replicates, soften, unseen, quick } = args;
    const specification = benchmarkSpecification(env, {
      discount,
      level,
      quick,
      soften,
      parameters: keyValues('--set', set),
      ...(horizon !== undefined && { horizon }),
      ...(episodes && { episodes }),
      ...(behaviour && { behaviour }),
      ...(estimators && { estimators }),
      ...(interval && { intervals: interval.filter((name) => name !== 'none') }),
      ...(unseen !== undefined && { unseen }),
      ...(replicates !== undefined && { replicates }),
    });
    await runExperiment({
      experiment,
      specification,
      plan: { seed, repeats },
      command: 'benchmark',
      workers,
      out,
      json,
    });
  },
);
