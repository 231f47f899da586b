import { describe, expect, it } from 'vitest';
import { uniform } from '../../policies/uniform.js';
import { DataError } from '../../src/core/errors.js';
import { readMdp } from '../../src/files/models/readMdp.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';

const folder = 'test/fixtures/cases/model-rows';

async function read(name: string) {
  const said: string[] = [];
  const mdp = await readMdp(`${folder}/${name}`, { say: (sentence) => said.push(sentence) });
  const [p, q] = [mdp.probability, mdp.nextState].map((column) => Array.from(column));
  return { mdp, said, p, q };
}

describe('a model of rows as people have them', () => {
  it('dup.json: a next state named twice in a row counts once, with the mean reward', async () => {
    const { mdp, said, p, q } = await read('dup.json');
    expect(q).toEqual([1, 0, 1, 2, 2]);
    expect(p).toEqual([1, 0.25, 0.75, 1, 1]);
    expect(mdp.reward[0]).toBe(0.5);
    expect(said).toEqual([
      `${folder}/dup.json: 1 next state was named twice in a row: probabilities added, rewards averaged`,
    ]);
  });

  it('f32.json: numbers of 32 bits are divided by their sum', async () => {
    const { said, p } = await read('f32.json');
    expect(p.slice(0, 2)).toBeAllClose([1 / 3, 2 / 3], { rtol: 1e-7 });
    expect(p[0] + p[1]).toBeAllClose(1);
    expect(said).toEqual([
      `${folder}/f32.json: 1 row of probabilities summed to 1 only to within 3.0e-8, by rounding: divided by their sums`,
    ]);
  });

  it('neg.json: a rounding error below 0 is 0', async () => {
    const { said, p } = await read('neg.json');
    expect(p.slice(2, 4)).toEqual([0, 1]);
    expect(said).toEqual([`${folder}/neg.json: 1 probability was negative by rounding, down to -1e-17: taken as 0`]);
  });

  it('unsorted.json: next states are put in order, with their probabilities and rewards', async () => {
    const { mdp, said, q } = await read('unsorted.json');
    expect(q).toEqual([1, 2, 0, 1, 2, 2]);
    expect(Array.from(mdp.reward)).toEqual([1, 0, 0, 0, -1, 1]);
    expect(said).toEqual([]);
  });

  it('zero.json: an empty row is an action that is not possible, and is never chosen', async () => {
    const { mdp, said } = await read('zero.json');
    expect(said).toEqual([]);
    // 1/2 of reward 1, and 1/2 of state 1, whose better action earns 1.
    expect(policyIteration(mdp, { discount: 1 })).toMatchObject({ value: 1 });
    expect(Array.from(policyIteration(mdp, { discount: 1 }).action)).toEqual([0, 1, 0]);
    expect(() => policyValue(mdp, uniform(3, 2), { horizon: 5 })).toThrow(
      'policyValue: policy must not take action 1 in state 0, which is not possible there, got probability 0.5 - choose among 0',
    );
  });

  it.each([
    ['m_dupout.json', "outcomes must have different names, got 'x' twice"],
    ['m_obs255.json', 'observed must be 0 or 1, got 255 for state 0, action 0'],
    ['m_term2.json', 'terminal must be 0 or 1, got 2 for state 2'],
    [
      'nan.json',
      `must be JSON, got NaN at character 125 ('bility": [0.5, 0.5, NaN, 1.0, 1, 1]'), which JSON has not - write a number`,
    ],
    [
      'noinit.json',
      "must have the array 'initial', got none - give each state its probability of being the first, as [1, 0, 0] where runs begin in state 0",
    ],
    [
      'shape.json',
      "a model in JSON must have rows by rowStart and nextState, got dense arrays - save them by numpy.savez('model.npz', transitions=P, rewards=R)",
    ],
  ])('%s is refused, with what to do', async (name, message) => {
    await expect(read(name)).rejects.toThrow(new DataError(`${folder}/${name}: ${message}`));
  });
});
