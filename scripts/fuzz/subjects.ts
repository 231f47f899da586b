import { unzipSync, zipSync } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRng } from '../../src/core/random/rng.js';
import {
  provenance,
  readGadget,
  readMdp,
  readPolicy,
  readScores,
  readTrajectories,
  writeGadget,
  writeMdp,
  writePolicy,
  writeTrajectories,
} from '../../src/files/index.js';
import { untrainedGadget } from '../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';
import { fit } from '../../src/fit/fit.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** A file that a reader reads, to be damaged. */
export interface Subject {
  readonly name: string;
  /** With its extension, by which readers know formats. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Whether any change of a byte that changes what is read is a fault: the file has checksums. */
  readonly sealed: boolean;
  read(path: string): Promise<unknown>;
}

const LOG: Trajectories = {
  nEpisodes: 3,
  nStates: 5,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 4, 5),
  state: Int32Array.of(0, 1, 0, 2, 1),
  action: Int32Array.of(1, 0, 1, 1, 0),
  reward: Float64Array.of(0, 1 / 3, 0, -2.5e-7, 2),
  nextState: Int32Array.of(1, 4, 2, 3, 4),
  terminated: Uint8Array.of(1, 0, 1),
  propensity: Float64Array.of(0.5, 0.25, 0.75, 1, 1 / 3),
  episodeId: ['7', 'zoë', '9007199254740993'],
  source: { space: 'seen', horizon: 4 },
};

/**
 * A small file for each reader and format.
 *
 * @param folder where they may be written
 */
export async function subjects(folder: string): Promise<Subject[]> {
  const path = (file: string): string => join(folder, file);
  const origin = provenance('fuzz', { seed: 1 });
  const { mdp } = fit(LOG, undefined);
  for (const file of ['log.csv', 'log.jsonl', 'log.npz', 'log.parquet'])
    await writeTrajectories(path(file), LOG, origin);
  for (const file of ['model.json', 'model.npz']) await writeMdp(path(file), mdp, origin);
  const uniform = { nStates: 5, nActions: 2, probability: new Float64Array(10).fill(0.5) };
  await writePolicy(path('policy.json'), uniform, origin);
  const network = { hidden: [3], activation: 'tanh' } as const;
  const spec = gadgetSpec('gadget-2', { outcomes: Uint32Array.of(1, 4), network, nClusters: 2, learnPrior: true });
  await writeGadget(path('gadget.json'), { ...untrainedGadget(createRng(1), spec), provenance: { seed: 1 } });
  await writeFile(path('scores.csv'), 'state,harm,ward\n0,1,0\n1,0.5,1\n2,-1,2\n3,0,1e-3\n4,2,0\n');
  await writeFile(path('scores.json'), JSON.stringify({ scores: { harm: [1, 0.5, -1, 0, 2] } }));
  await writeFile(path('policy.csv'), 'state,action,probability\n0,1,1\n1,0,0.5\n1,1,0.5\n2,1,1\n3,0,1\n4,0,1\n');
  const entries = unzipSync(await readFile(path('log.npz')));
  await writeFile(path('stored.npz'), zipSync(entries, { level: 0 }));
  await writeFile(path('state.npy'), entries['state.npy']);
  const rows = [0, 1, 0, 2, 1, 1, 0, 1, 0, 2, 3, 1, 1, 2];
  const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 7), }".padEnd(117) + '\n';
  await writeFile(
    path('seven.npy'),
    Buffer.concat([
      Buffer.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0),
      Buffer.from(header),
      new Uint8Array(Float64Array.from(rows).buffer),
    ]),
  );
  const log = (at: string): Promise<unknown> => readTrajectories(at);
  const kinds: [string, boolean, (at: string) => Promise<unknown>][] = [
    ['log.csv', false, log],
    ['log.jsonl', false, log],
    ['log.parquet', true, log],
    ['log.npz', true, log],
    ['stored.npz', true, log],
    ['seven.npy', false, log],
    ['model.json', false, readMdp],
    ['model.npz', true, readMdp],
    ['policy.json', false, (at) => readPolicy(at)],
    ['policy.csv', false, (at) => readPolicy(at)],
    ['scores.csv', false, (at) => readScores(at, 5)],
    ['scores.json', false, (at) => readScores(at, 5)],
    ['gadget.json', false, readGadget],
  ];
  return Promise.all(
    kinds.map(async ([file, sealed, read]) => ({
      name: file,
      file,
      bytes: new Uint8Array(await readFile(path(file))),
      sealed,
      read,
    })),
  );
}
