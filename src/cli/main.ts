#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { fileFault } from '../files/read/fileFault.js';
import { EXIT, runCommandLine } from './commandLine.js';
import { say } from './say.js';
import { guardWrites } from './signals.js';

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

const code = await runCommandLine(hideBin(process.argv));
if (code !== EXIT.done) process.exitCode = code;
