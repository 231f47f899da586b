#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { ArgumentError, DataError, NumericalError } from '../core/errors.js';
import { fileFault } from '../files/read/fileFault.js';
import { commands } from './commands/index.js';
import { negativeValues } from './arguments/negativeValues.js';
import { say } from './say.js';
import { guardWrites } from './signals.js';
import { unknownCommand, usageFault } from './arguments/usageFault.js';

/** Exit codes: 0 done, 1 the data or the numbers are at fault, 2 the command line is. */
const EXIT = { data: 1, usage: 2 } as const;

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const words = negativeValues(hideBin(process.argv));

const parser = yargs(words)
  .scriptName('couplet')
  .usage('$0 COMMAND\n\nCounterfactual off-policy evaluation for discrete decision processes, by coupling.')
  .command([...commands])
  .demandCommand(1, 'Name a command.')
  .strict()
  .version(version)
  .help()
  .wrap(Math.min(110, process.stdout.columns))
  .fail((message: string | null, error: Error | undefined) => {
    // Errors of the parser have a name of their own; all others come from commands.
    if (error && error.name !== 'YError') throw error;
    endWith(usageFault(words, message ?? error?.message, parser, commands));
  });

// A reader that closes the pipe early, such as `head`, has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  const fault = fileFault('-', 'write', error);
  say(`couplet: ${fault instanceof Error ? fault.message : error.message}`);
  process.exit(EXIT.data);
});
// Words that nobody can read are no reason to stop.
process.stderr.on('error', () => undefined);
// Node would be ended by the signal, and not hear of the limit.
process.on('SIGXFSZ', () => undefined);
guardWrites();

const unknown = unknownCommand(words, commands);
if (unknown) endWith(unknown);

try {
  await parser.parseAsync();
} catch (error) {
  if (!(error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)) throw error;
  say(`couplet: ${error.message}`);
  process.exitCode = error instanceof ArgumentError ? EXIT.usage : EXIT.data;
}

function endWith(lines: readonly string[]): never {
  for (const line of lines) say(line);
  process.exit(EXIT.usage);
}
