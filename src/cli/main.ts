#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { ArgumentError, DataError, NumericalError } from '../core/errors.js';
import { commands } from './commands/index.js';
import { say } from './say.js';

/** Exit codes: 0 done, 1 the data or the numbers are at fault, 2 the command line is. */
const EXIT = { data: 1, usage: 2 } as const;

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const parser = yargs(hideBin(process.argv))
  .scriptName('couplet')
  .usage('$0 COMMAND\n\nCounterfactual off-policy evaluation for discrete decision processes, by coupling.')
  .command([...commands])
  .demandCommand(1, 'Name a command.')
  .strict()
  .version(version)
  .help()
  .wrap(Math.min(110, process.stdout.columns))
  .fail((message: string | null, error: Error | undefined, argv) => {
    if (error) throw error;
    say(message ?? 'cannot read the command line');
    argv.showHelp('error');
    process.exit(EXIT.usage);
  });

// A reader that closes the pipe early, such as `head`, has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await parser.parseAsync();
} catch (error) {
  if (!(error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)) throw error;
  say(`couplet: ${error.message}`);
  process.exitCode = error instanceof ArgumentError ? EXIT.usage : EXIT.data;
}
