import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { missingTrials } from '../../../src/cli/queue/missingTrials.js';
import { trialStore } from '../../../src/cli/reproduce/trialStore.js';
import { couplet, runFolder, runtime, specification, squaresPlan, squaresStore } from './squares.js';

const { trials } = squaresPlan(3);
let folder = '';
const path = (k: number): string => join(folder, 'trials', `root-${k}.json`);

beforeEach(() => {
  folder = runFolder();
});

it('are fewer with each that arrives, whoever writes it', async () => {
  await squaresStore(folder).write(trials[2], { square: 4 });
  const missing = await missingTrials(trials, squaresStore(folder));
  expect(await missing.look()).toEqual(trials.slice(0, 2));
  await squaresStore(folder).write(trials[0], { square: 0 });
  expect(await missing.look()).toEqual([trials[1]]);
  await squaresStore(folder).write(trials[1], { square: 1 });
  expect(await missing.look()).toEqual([]);
});

it('are those whose files are damaged or of another run, until they are written over', async () => {
  const run = { experiment: 'squares', specification: { ...specification, power: 3 }, couplet };
  await trialStore(join(folder, 'trials'), run, { runtime }).write(trials[0], { square: 0 });
  writeFileSync(path(1), '{"experiment":"squ');
  const missing = await missingTrials(trials, squaresStore(folder));
  for (let looks = 0; looks < 2; looks++) expect(await missing.look()).toEqual(trials);
  for (const trial of trials.slice(0, 2)) await squaresStore(folder).write(trial, { square: 0 });
  expect(await missing.look()).toEqual(trials.slice(2));
});

it('may not be run by another Node', async () => {
  const missing = await missingTrials(trials, squaresStore(folder));
  await squaresStore(folder).write(trials[0], { square: 0 });
  writeFileSync(path(0), readFileSync(path(0), 'utf8').replace('v20.1.0', 'v22.0.0'));
  await expect(missing.look()).rejects.toThrow('root-0.json by Node v22.0.0 on x64 (not v20.1.0 on x64)');
});

it('cannot be told without the folder', async () => {
  const missing = await missingTrials(trials, squaresStore(folder));
  rmSync(folder, { recursive: true });
  await expect(missing.look()).rejects.toThrow('trials: must be a file that can be read, got none there');
});
