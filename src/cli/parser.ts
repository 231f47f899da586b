import yargs, { type Argv, type CommandModule } from 'yargs';
import { packageVersion } from '../files/packageVersion.js';
import { negativeValues } from './arguments/negativeValues.js';
import { checkCommandName, usageFault } from './arguments/usageFault.js';
import { type CommandName, commandNames, isCommandName, summaries } from './commands/summaries.js';
import { slurmWords } from './slurm/slurmWords.js';

/**
 * The parser of a command line: `parseAsync` runs the command. Only the command that is called is loaded; the others
 * are known by their summaries.
 *
 * @param given the words after the program's name
 * @param load gives the command that is called, with its options and its work
 * @throws UsageError where the first word is no command; `parseAsync` throws it for words that do not fit the command,
 *   and what the command throws
 */
export async function parserOf(
  given: readonly string[],
  load: (name: CommandName) => Promise<CommandModule>,
): Promise<Argv> {
  checkCommandName(given);
  const joined = negativeValues(given);
  const called = joined.length > 0 && isCommandName(joined[0]) ? joined[0] : undefined;
  const words = called === 'slurm' ? slurmWords(joined) : joined;
  const chosen = called && (await load(called));
  const parser = yargs([...words])
    .scriptName('couplet')
    .usage('$0 COMMAND\n\nCounterfactual off-policy evaluation for discrete decision processes, by coupling.')
    .command(commandNames.map((name) => (name === called ? chosen! : listed(name))))
    .demandCommand(1, 'Name a command.')
    .strict()
    .version(packageVersion())
    .help()
    .wrap(Math.min(110, process.stdout.columns))
    // The caller ends the program: what was written has then left it.
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // Errors of the parser have a name of their own; all others come from commands.
      throw error && error.name !== 'YError' ? error : usageFault(called, message ?? error?.message, parser);
    });
  return parser;
}

/** A command that is not called: a line of the help. */
function listed(name: CommandName): CommandModule {
  const { usage, summary } = summaries[name];
  return { command: usage, describe: summary, handler: () => undefined };
}
