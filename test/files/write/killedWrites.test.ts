import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { trialStore } from '../../../src/cli/reproduce/trialStore.js';
import { createRng } from '../../../src/core/random/rng.js';
import { writeGadget, writeMdp, writePolicy, writeTrajectories } from '../../../src/files/index.js';
import { atomicWrite } from '../../../src/files/write/atomicWrite.js';
import { untrainedGadget } from '../../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { killAt } from './killAt.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const couplet = { version: '0', command: 'test' };
const env = createEnv('gridworld');
const mdp = env.exactModel!();
const policy = createPolicy('uniform', mdp);
/** More than one batch of text. */
const log = simulate(createRng(1), env, policy, { episodes: 60, horizon: 20 });
const trial = { name: 'trial-1' };
const gadget = untrainedGadget(
  createRng(1),
  gadgetSpec('gadget-2', { outcomes: 3, network: { hidden: [4], activation: 'silu' } }),
);

const kinds: [kind: string, file: string, write: (path: string) => Promise<void>][] = [
  ['a log as CSV', 'log.csv', (path) => writeTrajectories(path, log, couplet)],
  ['a log as JSON lines', 'log.jsonl', (path) => writeTrajectories(path, log, couplet)],
  ['a log as an archive', 'log.npz', (path) => writeTrajectories(path, log, couplet)],
  ['a model as JSON', 'mdp.json', (path) => writeMdp(path, mdp, couplet)],
  ['a model as an archive', 'mdp.npz', (path) => writeMdp(path, mdp, couplet)],
  ['a policy', 'policy.json', (path) => writePolicy(path, policy, couplet)],
  ['a gadget', 'gadget.json', (path) => writeGadget(path, gadget)],
  [
    'effects',
    'effects.csv',
    (path) =>
      atomicWrite(
        path,
        Array.from({ length: 9000 }, (_, e) => `${e},${e / 7}\n`),
      ),
  ],
  ['a checkpoint', 'run.json', (path) => atomicWrite(path, [JSON.stringify({ step: 3, weights: 'x'.repeat(99_999) })])],
  [
    'a trial',
    'trial-1.json',
    () =>
      trialStore(
        at(),
        { experiment: 'none', specification: {}, couplet },
        { runtime: { version: '0', node: 'v20' } },
      ).write(trial, { means: new Array(9000).fill(0.5) }),
  ],
];

describe.each(kinds)('%s', (_, file, write) => {
  it.each(['over an old file', 'where there is none'])(
    'is whole or not there, wherever the kill comes, %s',
    async (where) => {
      const old = where === 'over an old file' ? 'old' : undefined;
      await write(at(file));
      const right = await readFile(at(file));
      const set = async (): Promise<void> => {
        await rm(at(file), { force: true });
        if (old !== undefined) await writeFile(at(file), old);
      };

      await set();
      const { operations } = await killAt(Infinity, () => write(at(file)));
      expect(operations).toEqual(expect.arrayContaining(['open', 'write', 'fsync', 'rename']));
      expect(await readFile(at(file))).toEqual(right);

      for (let k = 0; k < operations.length; k++) {
        await set();
        await killAt(k, () => write(at(file)));
        const left = await readFile(at(file), 'utf8').catch(() => undefined);
        expect({ killed: operations[k], left }).toEqual({ killed: operations[k], left: old });
        await write(at(file));
        expect({ killed: operations[k], files: await readdir(at()) }).toEqual({ killed: operations[k], files: [file] });
        expect(await readFile(at(file))).toEqual(right);
      }
    },
  );
});
