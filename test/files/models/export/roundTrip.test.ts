import { readFile } from 'node:fs/promises';
import { test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { ArgumentError } from '../../../../src/core/errors.js';
import { type ExportedFormat, exportMdp } from '../../../../src/files/models/export/exportMdp.js';
import { readMdp } from '../../../../src/files/models/readMdp.js';
import { provenance } from '../../../../src/files/provenance.js';
import { createRng } from '../../../../src/core/random/rng.js';
import type { Mdp } from '../../../../src/mdp/mdp.js';
import { createEnv } from '../../../../envs/registry.js';
import { smallMdp } from '../../../support/generators.js';
import { sparseMdp } from '../../../support/sparseMdp.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const PATHS = { arrays: 'm.npz', gym: 'm.json', prism: 'm.tra' } as const;
const FORMATS = Object.keys(PATHS) as (keyof typeof PATHS)[];

async function again(mdp: Mdp, format: keyof typeof PATHS): Promise<Mdp> {
  await exportMdp(at(PATHS[format]), mdp, provenance('test'), { format });
  return readMdp(at(PATHS[format]));
}

/** What every format holds: transitions out of states that are no ends, without zeros, the start and the ends. */
function essence({ nStates, nActions, rowStart, nextState, probability, reward, initial, terminal }: Mdp) {
  const entries: number[][] = [];
  for (let row = 0; row < nStates * nActions; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++)
      if (terminal[Math.floor(row / nActions)] === 0 && probability[k] > 0)
        entries.push([row, nextState[k], probability[k], reward[k]]);
  return { nStates, nActions, entries, initial, terminal };
}

for (const format of FORMATS)
  test.prop([smallMdp({ maxActions: 3 }).filter(({ nStates, nActions }) => nStates !== nActions)], { numRuns: 40 })(
    `${format} gives a model back bit for bit`,
    async (mdp) => {
      expect(essence(await again(mdp, format))).toEqual(essence(mdp));
    },
  );

test.prop([smallMdp({ maxActions: 3 })], { numRuns: 20 })(
  "PRISM's files count their choices and lines",
  async (mdp) => {
    await exportMdp(at(PATHS.prism), mdp, provenance('test'), { format: 'prism' });
    const linesOf = async (path: string): Promise<string[]> => (await readFile(at(path), 'utf8')).trimEnd().split('\n');
    const [head, ...lines] = await linesOf('m.tra');
    const choices = new Set(lines.map((line) => line.split(' ').slice(0, 2).join(' ')));
    const states = new Set(lines.map((line) => line.split(' ')[0]));
    expect(head).toBe([states.size, choices.size, lines.length].join(' '));
    const [rewards, ...paid] = await linesOf('m.trew');
    expect(rewards).toBe([states.size, choices.size, paid.length].join(' '));
  },
);

it.each(FORMATS)('%s gives back a model in which not everything is possible', async (format) => {
  for (let seed = 1; seed <= 8; seed++) {
    const whole = sparseMdp(createRng(seed), { nStates: 30, nActions: 4, nEnds: 3 });
    const mdp = withoutSome(whole, seed);
    expect(essence(await again(mdp, format))).toEqual(essence(mdp));
  }
});

/** Leaves the model without some actions in some states, but one in each. */
function withoutSome(mdp: Mdp, seed: number): Mdp {
  const rng = createRng(seed + 100);
  const rowStart = new Uint32Array(mdp.rowStart.length);
  const kept: number[] = [];
  for (let row = 0; row + 1 < rowStart.length; row++) {
    if (row % mdp.nActions === seed % mdp.nActions || rng.uniform() < 0.5)
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) kept.push(k);
    rowStart[row + 1] = kept.length;
  }
  return {
    ...mdp,
    rowStart,
    nextState: Uint32Array.from(kept, (k) => mdp.nextState[k]),
    probability: Float64Array.from(kept, (k) => mdp.probability[k]),
    reward: Float64Array.from(kept, (k) => mdp.reward[k]),
  };
}

it("of a problem of ours has the labels that PRISM's files need", async () => {
  const mdp = createEnv('triage').exactModel!();
  const back = await again(mdp, 'prism');
  expect(back.nActions).toBe(mdp.nActions);
  expect(await readFile(at('m.lab'), 'utf8')).toContain('0="init" 1="deadlock" 2="terminal"');
});

it.each<[ExportedFormat, string]>([
  ['gym', 'm.npz'],
  ['prism', '-'],
  ['arrays', 'm.json'],
])('%s is not written to %s', async (format, path) => {
  const mdp = createEnv('chain').exactModel!();
  await expect(exportMdp(path, mdp, provenance('test'), { format })).rejects.toThrow(ArgumentError);
});
