import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { parserOf } from '../parser.js';
import type { ExperimentRun, RunExperiment } from '../reproduce/runExperiment.js';

/** Commands that run trials, each to be made with what is done with its experiment. */
const COMMANDS: Readonly<Record<string, () => Promise<(run: RunExperiment) => CommandModule>>> = {
  reproduce: async () => (await import('../commands/reproduce.js')).reproduceWith,
  benchmark: async () => (await import('../commands/benchmark.js')).benchmarkWith,
};

/**
 * What a command line would run, checked as if it did, and not run.
 *
 * @param words of `couplet reproduce` or `couplet benchmark`, without the program's name
 * @throws ArgumentError for another command; what the command throws of its words
 */
export async function plannedRun(words: readonly string[]): Promise<ExperimentRun> {
  const names = Object.keys(COMMANDS);
  if (!Object.hasOwn(COMMANDS, words[0]))
    throw new ArgumentError(`slurm: the command must be ${names.join(' or ')}, got '${words[0]}'`);
  const commandWith = await COMMANDS[words[0]]();
  let planned: ExperimentRun | undefined;
  const command = commandWith((run) => {
    planned = run;
    return Promise.resolve();
  });
  await (await parserOf(words, () => Promise.resolve(command))).parseAsync();
  if (planned) return planned;
  throw new ArgumentError(`slurm: trials must be asked for, got '${words.join(' ')}'`);
}
