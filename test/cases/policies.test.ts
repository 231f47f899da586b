import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/errors.js';
import { readPolicy } from '../../src/files/models/readPolicy.js';
import { readTrajectories } from '../../src/files/trajectories/readTrajectories.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { createRng } from '../../src/core/random/rng.js';

const folder = 'test/fixtures/cases';
const half = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5];

describe('a policy as people have it', () => {
  it.each<[string, number[], number[] | undefined]>([
    ['bare.json', half, undefined],
    ['dict.json', [1, 0, 0, 1, 1, 0], undefined],
    ['minus.json', [1, 0, 0, 1, 0.5, 0.5], [0, 0, 1]],
    ['null.json', [1, 0, 0, 1, 0.5, 0.5], [0, 0, 1]],
    ['policy.csv', half, undefined],
    ['short.json', half, [0, 0, 1]],
    ['zerorow.json', half, [0, 0, 1]],
  ])('%s is read, and evaluated on a log that ends in the state it leaves out', async (name, probability, silent) => {
    const log = await readTrajectories(`${folder}/policies/log.csv`);
    const policy = await readPolicy(`${folder}/policies/${name}`, { nStates: log.nStates, nActions: log.nActions });
    expect(policy).toMatchObject({ nStates: 3, nActions: 2 });
    expect(Array.from(policy.probability)).toEqual(probability);
    expect(policy.undefinedRows).toEqual(silent && Uint8Array.from(silent));
    const { estimates } = offPolicyEvaluation(createRng(1), log, policy, { estimators: ['dm'], interval: false });
    // Both ways through the log are worth ±1 by the action in state 1.
    expect(estimates[0].value).toBeAllClose(probability[3] - probability[2]);
  });

  it('log.csv is a log, and no policy', async () => {
    await expect(readPolicy(`${folder}/policies/log.csv`)).rejects.toThrow(
      new DataError(
        `${folder}/policies/log.csv: must be a policy, got a log of trajectories, which comes first on the command line`,
      ),
    );
  });

  it('f32.json: rows of 32 bits are divided by their sums', async () => {
    const said: string[] = [];
    const { probability } = await readPolicy(`${folder}/float32/f32.json`, { say: (sentence) => said.push(sentence) });
    for (let s = 0; s < 3; s++) expect(probability.subarray(3 * s, 3 * s + 3).reduce((a, b) => a + b)).toBeAllClose(1);
    expect(said.length).toBe(1);
    expect(said[0]).toContain('rows of probabilities summed to 1 only to within');
  });

  it('ok.json stays as it is', async () => {
    const { probability } = await readPolicy(`${folder}/float32/ok.json`);
    expect(probability).toEqual(new Float64Array(9).fill(1 / 3));
  });

  it('logits.json is recognised', async () => {
    await expect(readPolicy(`${folder}/float32/logits.json`)).rejects.toThrow(
      new DataError(
        `${folder}/float32/logits.json: state 0: probabilities must be from 0 to 1, got -0.13210485875606537 at index 1 - if these are logits, write their softmax: exp(x) divided by the sum of exp(x)`,
      ),
    );
  });

  it.each(['round4.json', 'thirds.json'])('%s is read with the rounding that its refusal names', async (name) => {
    const file = `${folder}/float32/${name}`;
    await expect(readPolicy(file)).rejects.toThrow(/allow it \(--round 1e-4, or rounding: 1e-4\)/);
    const { probability } = await readPolicy(file, { rounding: 1e-4 });
    for (let s = 0; s < 3; s++) expect(probability.subarray(3 * s, 3 * s + 3).reduce((a, b) => a + b)).toBeAllClose(1);
  });

  it('f32.npz is a log, and no policy', async () => {
    await expect(readPolicy(`${folder}/float32/f32.npz`)).rejects.toThrow(/f32\.npz: must be a policy, got a log/);
  });
});
