import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tabular } from '../../policies/tabular.js';
import { createEnv } from '../../envs/registry.js';
import { originsOf } from '../../src/files/originsOf.js';
import { provenance } from '../../src/files/provenance.js';
import { readProvenance } from '../../src/files/readProvenance.js';
import { writeMdp } from '../../src/files/models/writeMdp.js';
import { writePolicy } from '../../src/files/models/writePolicy.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();
const at = (name: string): string => join(folder, name);
const made = provenance('test', {
  seed: 3,
  options: { note: 'a "brace" } and \\', nested: { deep: [1] } },
  inputs: { 'mdp.json': 'aa' },
  origins: { 'log.csv': 'bb' },
});

describe('readProvenance', () => {
  it('is what models in either format, and policies, were written with', async () => {
    const mdp = createEnv('triage').exactModel!();
    await writeMdp(at('mdp.json'), mdp, made);
    await writeMdp(at('mdp.npz'), mdp, made);
    await writePolicy(at('policy.json'), tabular([0, 0, 0, 0], 2), made);
    for (const name of ['mdp.json', 'mdp.npz', 'policy.json']) expect(await readProvenance(at(name))).toEqual(made);
  });

  it.each([
    ['another.json', '{"nStates":2,"couplet":{"version":"1"}}'],
    ['list.json', '[0, 1]'],
    ['cut.json', '{"couplet":{"version":"1"'],
    ['wrong.json', '{"couplet":{"version":1}}'],
    ['broken.json', '{"couplet":{version}}'],
    ['policy.csv', '0,1'],
  ])('says nothing of %s', async (name, text) => {
    writeFileSync(at(name), text);
    expect(await readProvenance(at(name))).toBeUndefined();
  });
});

describe('originsOf', () => {
  it('goes all the way back, each hash once, names apart', () => {
    const other = provenance('test', { inputs: { 'log.csv': 'cc', 'again.csv': 'bb' } });
    expect(originsOf([made, undefined, other])).toEqual({ 'mdp.json': 'aa', 'log.csv': 'bb', 'log.csv (2)': 'cc' });
  });

  it('is left out of provenance where there are none', () => {
    expect(provenance('test', { inputs: { a: 'aa' }, origins: originsOf([undefined]) })).not.toHaveProperty('origins');
  });
});
