import { ArgumentError, DataError, NumericalError } from '../core/errors.js';
import { UsageError } from './arguments/usageFault.js';
import { loadCommand } from './commands/index.js';
import { parserOf } from './parser.js';
import { beginSaying, say } from './say.js';

/** Exit codes: 0 done, 1 the data or the numbers are at fault, 2 the command line is. */
export const EXIT = { done: 0, data: 1, usage: 2 } as const;

/**
 * Runs one command line, as the shell gives it, and says what is wrong with it.
 *
 * @param words without the program's own name
 * @returns the exit code; a command that has done its work may ask for another with `process.exitCode`
 * @throws what is no fault of the user's
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  beginSaying();
  try {
    const parser = await parserOf(words, loadCommand);
    await parser.parseAsync();
    return EXIT.done;
  } catch (error) {
    if (error instanceof UsageError) {
      error.lines.forEach(say);
      return EXIT.usage;
    }
    if (!(error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)) throw error;
    say(`couplet: ${error.message}`);
    return error instanceof ArgumentError ? EXIT.usage : EXIT.data;
  }
}
