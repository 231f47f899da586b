import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { experiments, findExperiment } from '../../experiments/registry.js';
import { defineCommand } from '../arguments/command.js';
import { runOptions, shared } from '../arguments/options.js';
import { type RunExperiment, runExperiment } from '../reproduce/runExperiment.js';

export const reproduce: CommandModule = reproduceWith(runExperiment);

/** @param run what is done with the experiment that is asked for */
export function reproduceWith(run: RunExperiment): CommandModule {
  return defineCommand(
    'reproduce',
    (argv) =>
      argv
        .positional('experiment', {
          choices: experiments.map(({ name }) => name),
          demandOption: true,
          describe: 'which experiment',
        })
        .options({
          quick: { type: 'boolean', default: false, describe: 'small settings, to see all of it work in a minute' },
          trials: {
            type: 'number',
            describe:
              'repeats: data sets, seeds, or rewards (default: 20 data sets, else as published; fewer with --quick)',
          },
          episodes: {
            type: 'number',
            describe: 'trajectories of an experiment that simulates, longer logs in proportion (default: as published)',
          },
          seed: { ...shared.seed, describe: 'seed of the first repeat; the others follow it' },
          ...runOptions,
          json: shared.json,
        })
        .example('couplet reproduce oberst-sontag --trials 100', '')
        .example('couplet reproduce table-1 --quick --out table-1', ''),
    async ({ experiment: name, quick, trials: repeats, episodes, seed, workers, out, json, ...args }) => {
      const experiment = findExperiment(name);
      const specification = withEpisodes(name, experiment.specifications[quick ? 'quick' : 'full'], episodes);
      await run({
        experiment,
        specification,
        plan: { seed, repeats },
        command: 'reproduce',
        workers,
        ...{ out, json, shard: args.shard, redis: args.redis, allowMixed: args.allowMixed },
      });
    },
  );
}

function withEpisodes(name: string, specification: object, episodes: number | undefined): object {
  if (episodes === undefined) return specification;
  if (!('episodes' in specification))
    throw new ArgumentError(`--episodes: experiment ${name} simulates no trajectories - leave it out`);
  return { ...specification, episodes };
}
