import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npy } from '../files/numpyFiles.js';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

/** One episode of two steps that ends in discharge, as the code of Oberst & Sontag keeps it; room for three. */
const steps = [
  [0, 5, 549, 285, 1, 1, 0],
  [1, 0, 285, 376, 1, 1, 1],
  [2, -1, 376, -1, 1, 1, 0],
];

describe('a log of NumPy arrays', () => {
  it('goes by its extension', () => {
    writeFileSync(join(folder, 'log.npy'), npy(Float64Array.from(steps.flat()), [1, 3, 7]));
    const args = ['--env', 'sepsis', '--space', 'projected', '--out', 'mdp.json', '--json'];
    const { code, stdout } = couplet(folder, ['fit', 'log.npy', ...args]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ nStates: 146, nActions: 8, pairsSeen: 2, nEpisodes: 1 });
  });

  it('is written and read back as an archive', () => {
    const simulate = ['simulate', '--env', 'model-fail', '--policy', 'uniform', '--episodes', '40', '--out', 'log.npz'];
    expect(couplet(folder, simulate).code).toBe(0);
    const { code, stdout } = couplet(folder, ['fit', 'log.npz', '--out', 'mdp.json', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ nStates: 3, nActions: 2, pairsSeen: 2, nEpisodes: 40 });
  });

  it('is refused with the reason if it is a pickle', () => {
    writeFileSync(join(folder, 'pickle.npy'), npy(new Uint8Array(40), [2], { descr: '|O' }));
    const { code, stderr } = couplet(folder, ['fit', 'pickle.npy']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^couplet: pickle\.npy: the array must be an array of numbers, got one of Python objects/);
  });
});
