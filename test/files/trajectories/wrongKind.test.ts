import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();

it.each([
  ['a.json', '{"nStates":2,"nActions":2,"probability":[[1,0],[1,0]]}', 'a policy, which goes with --policy'],
  ['a.csv', 'state,action,probability\n0,0,1\n', 'a policy, which goes with --policy'],
  ['a.json', '{"nStates":1,"nActions":1,"rowStart":[0,1],"reward":[0]}', 'a model, which goes with --mdp'],
  [
    'a.json',
    '{"nStates":1,"nActions":1,"rowStart":[0,1],"probability":[1],"reward":[0]}',
    'a model, which goes with --mdp',
  ],
])('a file %s of %s is no log, but %s', async (name, text, kind) => {
  await writeFile(at(name), text);
  await expect(readTrajectories(at(name))).rejects.toThrow(`must be a log of trajectories, got ${kind}`);
});
