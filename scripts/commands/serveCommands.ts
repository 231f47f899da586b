import { createReadStream, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type CommandRun, commandRun } from './commandRun.js';

/**
 * Runs one command line after the other for whoever started this process, so that hundreds of tests of the built
 * command wait neither for Node to start nor for its compiler to warm up.
 *
 * A request is a line on descriptor 4, an answer one on descriptor 3: `[folder, words, input]`, and the `CommandRun` of
 * it, as JSON. The process ends with the requests.
 */
const [ANSWERS, REQUESTS] = [3, 4];
/** A folder of a test may be gone before the next request comes. */
const home = process.cwd();

for await (const line of createInterface({ input: createReadStream('', { fd: REQUESTS }) })) {
  const [folder, words, input] = JSON.parse(line) as [string, string[], string];
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  const answer = Buffer.from(`${JSON.stringify(await answered(folder, words))}\n`);
  // A promise that nobody waited for ends the process now, and not while it runs the next command.
  await setImmediate();
  for (let sent = 0; sent < answer.length;) sent += writeSync(ANSWERS, answer, sent);
}

/** What no command should throw ends as it does at a shell: with its stack, and code 1. */
async function answered(folder: string, words: readonly string[]): Promise<CommandRun> {
  try {
    return await commandRun(folder, words);
  } catch (error) {
    process.chdir(home);
    const stderr = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: 1, stdout: '', stderr, shown: stderr };
  }
}
