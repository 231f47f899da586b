import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { writeSimulated } from '../../../src/cli/simulate/writeSimulated.js';
import { createRng } from '../../../src/core/random/rng.js';
import { provenance, readTrajectories } from '../../../src/files/index.js';
import { glanceParquet } from '../../../src/files/trajectories/parquet/glanceParquet.js';
import { openParquet } from '../../../src/files/trajectories/parquet/openParquet.js';
import { type SimulateOptions, simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';

const at = temporaryFolder();
const model = createEnv('chain').exactModel!();
const policy = uniform(model.nStates, model.nActions);
const made = provenance('simulate', { seed: 3 });
const draw = (options: SimulateOptions): Trajectories => simulate(createRng(3), model, policy, options);
const asked = { episodes: 23, firstEpisode: 0, horizon: 6 };
const linesOf = (name: string): string[] => readFileSync(at(name), 'utf8').split('\n');

it.each(['log.csv', 'log.jsonl', 'log.parquet'])('writes pieces as the bytes of the whole, %s', async (name) => {
  for (const firstEpisode of [0, 95]) {
    const size = await writeSimulated(at(`whole-${name}`), { ...asked, firstEpisode }, draw, made);
    const inPieces = await writeSimulated(at(name), { ...asked, firstEpisode }, draw, made, 5 * asked.horizon);
    expect(inPieces).toEqual(size);
    expect(readFileSync(at(name)).equals(readFileSync(at(`whole-${name}`)))).toBe(true);
  }
});

it.each(['log.csv', 'log.jsonl'])('begins where it is told, with the lines of the whole, %s', async (name) => {
  await writeSimulated(at(`whole-${name}`), asked, draw, made);
  await writeSimulated(at(name), { ...asked, episodes: 9, firstEpisode: 14 }, draw, made);
  const steps = linesOf(name).slice(name === 'log.csv' ? 2 : 1);
  expect(steps.length).toBeGreaterThan(9);
  expect(linesOf(`whole-${name}`).slice(-steps.length)).toEqual(steps);
});

it('writes the same columns to Parquet from whatever episode', async () => {
  await writeSimulated(at('log.parquet'), { ...asked, firstEpisode: 14 }, draw, made);
  const log = await readTrajectories(at('log.parquet'));
  expect(log.episodeId).toEqual(Array.from({ length: 23 }, (_, e) => String(14 + e)));
  const file = await openParquet(at('log.parquet'), 'log.parquet');
  expect((await file.values('episode', 0))[0]).toBe(14);
  await file.close();
  expect((await glanceParquet(at('log.parquet'))).groups).toEqual([log.state.length]);
});

it('refuses what is no number of episodes', async () => {
  const far = { ...asked, firstEpisode: 2 ** 53, episodes: 10 };
  await expect(writeSimulated(at('log.csv'), far, draw, made, 6)).rejects.toThrow('simulate: ');
  await expect(writeSimulated(at('log.csv'), { ...asked, episodes: Infinity }, draw, made)).rejects.toThrow(
    'got Infinity',
  );
});
