import yargs, { type Argv, type CommandModule } from 'yargs';
import { ArgumentError, DataError, NumericalError } from '../core/errors.js';
import { negativeValues } from './arguments/negativeValues.js';
import { unknownCommand, usageFault } from './arguments/usageFault.js';
import { beginSaying, say } from './say.js';

/** Exit codes: 0 done, 1 the data or the numbers are at fault, 2 the command line is. */
export const EXIT = { done: 0, data: 1, usage: 2 } as const;

/** What the command line is, of this version: needed for `--version`. */
export interface CommandLine {
  readonly commands: readonly CommandModule[];
  readonly version: string;
}

/** Lines to be said of a command line that cannot be parsed. */
class UsageFault extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/**
 * Runs one command line, as the shell gives it, and says what is wrong with it.
 *
 * @param words without the program's own name
 * @returns the exit code; a command that has done its work may ask for another with `process.exitCode`
 * @throws what is no fault of the user's
 */
export async function runCommandLine(words: readonly string[], commandLine: CommandLine): Promise<number> {
  beginSaying();
  try {
    await parserOf(negativeValues(words), commandLine).parseAsync();
    return EXIT.done;
  } catch (error) {
    if (error instanceof UsageFault) {
      error.lines.forEach(say);
      return EXIT.usage;
    }
    if (!(error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)) throw error;
    say(`couplet: ${error.message}`);
    return error instanceof ArgumentError ? EXIT.usage : EXIT.data;
  }
}

function parserOf(words: readonly string[], { commands, version }: CommandLine): Argv {
  const unknown = unknownCommand(words, commands);
  if (unknown) throw new UsageFault(unknown);
  const parser = yargs(words)
    .scriptName('couplet')
    .usage('$0 COMMAND\n\nCounterfactual off-policy evaluation for discrete decision processes, by coupling.')
    .command([...commands])
    .demandCommand(1, 'Name a command.')
    .strict()
    .version(version)
    .help()
    .wrap(Math.min(110, process.stdout.columns))
    // The caller ends the program: what was written has then left it.
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // Errors of the parser have a name of their own; all others come from commands.
      if (error && error.name !== 'YError') throw error;
      throw new UsageFault(usageFault(words, message ?? error?.message, parser, commands));
    });
  return parser;
}
