import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { DataError } from '../../../src/core/errors.js';
import { writeMdp } from '../../../src/files/models/writeMdp.js';
import { writePolicy } from '../../../src/files/models/writePolicy.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const made = { version: '1.2.3', command: 'test' };

describe('a file of ours that is no log', () => {
  it('is named: a policy', async () => {
    const path = at('policy.json');
    await writePolicy(path, uniform(3, 2), made);
    await expect(readTrajectories(path)).rejects.toThrow(
      new DataError(`${path}: must be a log of trajectories, got a policy, which goes with --policy`),
    );
  });

  it('is named: a model', async () => {
    const path = at('model.json');
    await writeMdp(path, createEnv('two-armed').exactModel!(), made);
    await expect(readTrajectories(path)).rejects.toThrow(
      new DataError(`${path}: must be a log of trajectories, got a model, which goes with --mdp`),
    );
  });
});
