import { writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { readPolicy } from '../../../../src/files/models/readPolicy.js';
import { writePolicy } from '../../../../src/files/models/writePolicy.js';
import { provenance } from '../../../../src/files/provenance.js';
import { anyPolicy } from '../../../support/generators.js';
import { npy, npz } from '../../numpyFiles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();

const tables = fc
  .record({ nStates: fc.integer({ min: 1, max: 5 }), nActions: fc.integer({ min: 2, max: 4 }) })
  .chain(anyPolicy);

async function read(name: string, content: string | Uint8Array, options = {}) {
  await writeFile(at(name), content);
  const { nStates, nActions, probability, undefinedRows } = await readPolicy(at(name), options);
  return { nStates, nActions, probability, ...(undefinedRows && { undefinedRows }) };
}

describe('a policy', () => {
  test.prop([tables])('is the same in every format', async ({ nStates, nActions, probability }) => {
    const policy = { nStates, nActions, probability };
    const rows = Array.from({ length: nStates }, (_, s) =>
      Array.from(probability.subarray(s * nActions, (s + 1) * nActions)),
    );
    const lines = rows.flatMap((row, s) => row.map((p, a) => `${s},${a},${p}`));
    expect(await read('a.json', JSON.stringify(rows))).toEqual(policy);
    expect(await read('a.json', JSON.stringify(Object.fromEntries(rows.entries())))).toEqual(policy);
    expect(await read('a.csv', rows.map((row) => row.join(',')).join('\n'))).toEqual(policy);
    expect(await read('a.csv', `state,action,probability\n${lines.reverse().join('\n')}`)).toEqual(policy);
    const head = rows[0].map((_, a) => `p${a}`);
    expect(
      await read(
        'a.csv',
        [['state', ...head], ...rows.map((row, s) => [s, ...row])].map((r) => r.join(';')).join('\n'),
      ),
    ).toEqual(policy);
    const array = npy(probability, [nStates, nActions]);
    expect(await read('a.npy', array)).toEqual(policy);
    expect(await read('a.npz', npz({ anything: array }))).toEqual(policy);
    expect(await read('a.npz', npz({ pi: array, values: npy(probability, [probability.length]) }))).toEqual(policy);
  });

  test.prop([fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 })])(
    'of actions is the same in every format',
    async (actions) => {
      const nActions = 4;
      const probability = Float64Array.from({ length: 4 * actions.length }, (_, i) =>
        actions[Math.floor(i / 4)] === i % 4 ? 1 : 0,
      );
      const policy = { nStates: actions.length, nActions, probability };
      const sized = { nActions };
      expect(await read('a.json', JSON.stringify(actions), sized)).toEqual(policy);
      expect(await read('a.json', JSON.stringify(Object.fromEntries(actions.entries())), sized)).toEqual(policy);
      expect(await read('a.csv', `# by hand\n${actions.join('\n')}\n`, sized)).toEqual(policy);
      expect(await read('a.csv', `action\tstate\n${actions.map((a, s) => `${a}\t${s}`).join('\n')}`, sized)).toEqual(
        policy,
      );
      expect(await read('a.npy', npy(BigInt64Array.from(actions, BigInt), [actions.length]), sized)).toEqual(policy);
    },
  );

  it.each<[string, string, number[]]>([
    ['null for actions', '{"nStates":3,"nActions":2,"action":[0,null,null]}', [0, 1, 1]],
    ['-1 for actions', '[0, 1, -1]', [0, 0, 1]],
    ['NaN', '{"nStates":2,"nActions":2,"probability":[[0.5,0.5],[NaN,NaN]],"note":"NaN is \\"none\\""}', [0, 1]],
    ['zeros', '[[0, 0], [0.5, 0.5]]', [1, 0]],
    ['null for rows', '[null, [0.5, 0.5]]', [1, 0]],
    ['states left out of a table', '{"0":0,"2":1}', [0, 1, 0]],
  ])('may say nothing of a state: %s', async (_name, text, undefinedRows) => {
    const policy = await read('a.json', text);
    expect(policy.undefinedRows).toEqual(Uint8Array.from(undefinedRows));
    undefinedRows.forEach((flag, s) => {
      if (flag === 1) expect(policy.probability.subarray(2 * s, 2 * s + 2)).toEqual(Float64Array.of(0.5, 0.5));
    });
    // And on to the next file.
    await writePolicy(at('b.json'), policy, provenance('solve'));
    expect(await readPolicy(at('b.json'))).toMatchObject(policy);
  });

  it('may leave out its last states, unless it names its space', async () => {
    const text = '{"nStates":2,"nActions":2,"probability":[[0.5,0.5],[0.5,0.5]]}';
    expect(await read('a.json', text, { nStates: 4, nActions: 2 })).toMatchObject({
      nStates: 4,
      undefinedRows: Uint8Array.of(0, 0, 1, 1),
    });
    expect(await read('a.json', text.replace('{', '{"space":"full",'), { nStates: 4 })).toMatchObject({ nStates: 2 });
  });

  it('says once what was mended', async () => {
    const said: string[] = [];
    const rows = Array.from({ length: 3 }, () => [Math.fround(1 / 3), Math.fround(2 / 3)]);
    await read('a.json', JSON.stringify(rows), { say: (sentence: string) => said.push(sentence) });
    expect(said).toEqual([
      `${at('a.json')}: 3 rows of probabilities summed to 1 only to within 3.0e-8, by rounding: divided by their sums`,
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['a.json', '{"nStates":2,"nActions":1,"rowStart":[0]}', /must be a policy, got a model, which goes with --mdp/],
    ['a.json', '{"state":0,"action":1,"reward":0}\n{"state":0,"action":1,"reward":0}', /must be a policy, got a log/],
    ['a.json', '[{"state":0,"action":1,"reward":0}]', /must be a policy, got a log/],
    ['a.json', '{"scores":{"harm":[1]}}', /must be a policy, got scores of states, which go with --score/],
    ['a.json', '[]', /must say what to do in at least one state/],
    ['a.json', '{"0":0,"4000000000":1}', /must have at most 134217728 entries/],
    ['a.json', '[0, 1e9]', /must have at most 134217728 entries/],
    ['a.csv', 'episode,t,state,action,reward\n', /must be a policy, got a log/],
    ['a.csv', '', /must have a line for each state, got an empty file/],
    ['a.csv', 'states,action\n', /a\.csv:1: must have a column 'state', got 'states', 'action'/],
    ['a.csv', 'state,action\n0,1\n0,0\n', /a\.csv:3: each state must have one line, got 0 again/],
    ['a.csv', 'state,action,probability\n0,1,1\n0,1,0\n', /a\.csv:3: each pair must have one line/],
    [
      'a.csv',
      'state,action,probability\n0,up,1\n',
      /a\.csv:2: state and action must be integers from 0, got '0' and 'up'/,
    ],
    ['a.csv', 'state,p1,p2\n0,0.5,0.5\n', /must have a column for each action from 0, got none for 0/],
    ['a.csv', '0.5,0.5\n0.5\n', /a\.csv:2: must have the 2 fields of the first line, got 1/],
    ['a.csv', '0.5,0.5\n0.5,half\n', /a\.csv:2: probabilities and actions must be numbers, got 'half'/],
  ])('is refused in %s of %j', async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrow(DataError);
    await expect(read(name, text)).rejects.toThrow(message);
  });

  it('is refused as an array of another shape, or among others', async () => {
    await expect(read('a.npy', npy(new Float64Array(8), [2, 2, 2, 1]))).rejects.toThrow(/got \(2, 2, 2, 1\)/);
    const one = npy(new Float64Array(2), [2]);
    await expect(read('a.npz', npz({ a: one, b: one }))).rejects.toThrow(
      /must hold one array of a policy .* got 'a', 'b'/,
    );
    await expect(read('a.npz', npz({ tx_mat: one, d_0: one }))).rejects.toThrow(/must be a policy, got a model/);
  });
});
