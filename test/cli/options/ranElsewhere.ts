import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandRun } from '../../support/commandRun.js';
import type { CommandName } from '../../../src/cli/commands/summaries.js';
import { type Given, wordsOf } from './given.js';

/** Runs a command into a folder of trials, which then say that another version of Node ran them. */
export async function ranElsewhere(folder: string, name: CommandName, given: Given): Promise<void> {
  await commandRun(folder, wordsOf(name, given));
  const trials = join(folder, String(given.out), 'trials');
  for (const file of readdirSync(trials)) {
    const path = join(trials, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"node":"v/, '"node":"v1'));
  }
}
