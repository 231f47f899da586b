import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { readPolicy } from '../../../src/files/models/readPolicy.js';
import { writePolicy } from '../../../src/files/models/writePolicy.js';
import { provenance } from '../../../src/files/provenance.js';
import { anyPolicy } from '../../support/generators.js';
import { standardOutputOf, withStandardInput } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('solve', { inputs: { 'model.json': '00ff' } });
const file = (): string => at('policy.json');

const sizes = fc.record({ nStates: fc.integer({ min: 1, max: 5 }), nActions: fc.integer({ min: 1, max: 4 }) });
const soft = { nStates: 2, nActions: 2, probability: Float64Array.of(0.1, 0.9, 1, 0), space: 'full' };
const hard = { nStates: 2, nActions: 2, probability: Float64Array.of(0, 1, 1, 0) };

describe('a policy file', () => {
  test.prop([sizes.chain(anyPolicy), fc.boolean()])('comes back bit for bit', async (policy, named) => {
    const written = { ...policy, ...(named && { space: 'full', discount: 0.9 }) };
    await writePolicy(file(), written, origin);
    expect(await readPolicy(file())).toEqual({ ...written, provenance: origin, extra: {} });
  });

  it('holds the actions of a deterministic policy', async () => {
    expect(await standardOutputOf(() => writePolicy('-', hard, origin))).toBe(
      `{"couplet":{"version":"${origin.version}","command":"solve","inputs":{"model.json":"00ff"}},"nStates":2,"nActions":2,"action":[1,0]}`,
    );
  });

  it('holds rows of probabilities of any other', async () => {
    const text = await standardOutputOf(() => writePolicy('-', soft, origin));
    expect(JSON.parse(text)).toMatchObject({
      space: 'full',
      probability: [
        [0.1, 0.9],
        [1, 0],
      ],
    });
    expect(await withStandardInput(text, () => readPolicy('-'))).toMatchObject(soft);
  });

  it('keeps what its numbers are called, one name a number', async () => {
    const named = { ...hard, states: ['icu', 'dead'], actions: ['A', 'V'], ends: [{ name: 'dead', state: 1 }] };
    await writePolicy(file(), named, origin);
    expect(await readPolicy(file())).toEqual({ ...named, provenance: origin, extra: {} });
    // The actions of a log, which are matched by name, need not be as many.
    expect((await readPolicy(file(), { nActions: 3 })).nActions).toBe(2);
    await writePolicy(file(), { ...named, actions: ['A'] }, origin);
    await expect(readPolicy(file())).rejects.toThrow('actions must be 2 names, one for each number, got 1');
  });

  it('is not taken for deterministic for want of a digit', async () => {
    const nearly = { ...hard, probability: Float64Array.of(1e-12, 1, 1, 0) };
    await writePolicy(file(), nearly, origin);
    expect((await readPolicy(file())).probability).toEqual(nearly.probability);
  });

  it('keeps fields that are no part of the policy', async () => {
    const extra = { value: Float64Array.of(0.1, -0), iterations: 3, note: { by: ['hand'] } };
    await writePolicy(file(), soft, origin, extra);
    const read = await readPolicy(file());
    expect(read.extra).toEqual({ ...extra, value: [0.1, -0] });
    // And on to the next file.
    await writePolicy(at('again.json'), read, origin, read.extra);
    expect(await readFile(at('again.json'))).toEqual(await readFile(file()));
  });

  it('may be by another hand: rows flat, and no provenance', async () => {
    await writeFile(file(), '{"nStates":2,"nActions":2,"probability":[0.5,0.5,1,0],"__proto__":{"x":1}}');
    const read = await readPolicy(file());
    expect(read).toMatchObject({ nStates: 2, nActions: 2, probability: Float64Array.of(0.5, 0.5, 1, 0) });
    expect(read).not.toHaveProperty('provenance');
    expect(read).not.toHaveProperty('space');
    expect(Object.getPrototypeOf(read.extra)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('x');
  });

  const rows = '"probability":[[0.1,0.9],[1,0]]';
  const text = `{"nStates":2,"nActions":2,${rows}}`;
  it.each<[string, string, string, string]>([
    ['not JSON', text, 'policy', "must be JSON, got 'policy' - the file is cut short or damaged, write it again"],
    [
      'cut short',
      rows,
      '"probability":[[0.1',
      `must be JSON, got '{"nStates":2,"nActions":2,"probability"... - the file is cut short or damaged, write it again`,
    ],
    ['no object', text, '3', 'must be a JSON object, got 3'],
    ['without size', '"nStates":2,', '', "'nStates' must be valid (expected number), got none"],
    [
      'of no actions',
      '"nActions":2',
      '"nActions":0',
      "'nActions' must be valid (Too small: expected number to be >=1), got 0",
    ],
    [
      'of far too many actions',
      '"nActions":2',
      '"nActions":1000000000',
      'policy must have at most 134217728 entries, got 2 × 1000000000',
    ],
    ['without choices', `,${rows}`, '', "must have either 'action' or 'probability', got neither"],
    [
      'with both kinds of choices',
      rows,
      `"action":[0,1],${rows}`,
      "must have either 'action' or 'probability', got both",
    ],
    [
      'of another number of states',
      '"nStates":2',
      '"nStates":3',
      'probability must be a list of 3 rows, one for each state, got 2 entries',
    ],
    [
      'of another number of actions',
      '"nActions":2',
      '"nActions":3',
      'probability of state 0 must be a list of 3 numbers, got 2 entries',
    ],
    ['with a number for a row', '[1,0]', '1', 'probability of state 1 must be a list of 2 numbers, got 1'],
    ['with a text for a probability', '0.1', '"0.1"', "state 0: probabilities must be numbers, got '0.1'"],
    ['with null for a probability', '[1,0]', '[1,null]', 'state 1: probabilities must be numbers, got null'],
    [
      'with a row that does not sum to 1',
      '[1,0]',
      '[1,0.5]',
      'state 1: probabilities must sum to 1, got 1.5 - divide them by their sum',
    ],
    [
      'with a negative probability',
      '[1,0]',
      '[2,-1]',
      'state 1: probabilities must be from 0 to 1, got 2 at index 0 - if these are logits, write their softmax: exp(x) divided by the sum of exp(x)',
    ],
    [
      'with flat rows of another number',
      rows,
      '"probability":[1,0,1]',
      'probability must be a list of 2 rows, one for each state, or of 4 numbers, got 3 entries',
    ],
    [
      'with no list of rows',
      rows,
      '"probability":{}',
      'probability must be a list of 2 rows, one for each state, got {}',
    ],
    ['with no list of actions', rows, '"action":1', 'action must be a list of 2 actions, one for each state, got 1'],
    [
      'with too few actions',
      rows,
      '"action":[1]',
      'action must be a list of 2 actions, one for each state, got 1 entries',
    ],
    ['with an action out of range', rows, '"action":[1,2]', 'action of state 1 must be an integer from 0 to 1, got 2'],
    [
      'with a fraction of an action',
      rows,
      '"action":[0.5,1]',
      'action of state 0 must be an integer from 0 to 1, got 0.5',
    ],
    [
      'with a text for an action',
      rows,
      '"action":["0",1]',
      "action of state 0 must be an integer from 0 to 1, got '0'",
    ],
    [
      'with a discount that is none',
      rows,
      `"discount":2,${rows}`,
      "'discount' must be valid (Too big: expected number to be <=1), got 2",
    ],
    ['with a space that is no name', rows, `"space":7,${rows}`, "'space' must be valid (expected string), got 7"],
  ])('is refused if it is %s', async (_name, from, to, message) => {
    expect(text).toContain(from);
    await writeFile(file(), text.replace(from, to));
    await expect(readPolicy(file())).rejects.toThrow(new DataError(`${file()}: ${message}`));
  });

  it('is refused if it is not there', async () => {
    await expect(readPolicy(file())).rejects.toThrow(
      new DataError(`${file()}: must be a file that can be read, got none there - check the path`),
    );
  });
});

describe('writePolicy', () => {
  it('refuses a policy that is none', async () => {
    await expect(writePolicy(file(), { ...soft, probability: Float64Array.of(1, 1, 1, 0) }, origin)).rejects.toThrow(
      new ArgumentError('writePolicy: state 0: probabilities must sum to 1, got 2 - divide them by their sum'),
    );
  });

  it.each(['nStates', 'action', 'probability', 'couplet', 'space'])(
    'refuses an extra field called %s',
    async (name) => {
      await expect(writePolicy(file(), hard, origin, { [name]: 1 })).rejects.toThrow(
        new ArgumentError(`writePolicy: extra must have names of its own, got '${name}'`),
      );
    },
  );

  it('writes nothing if an extra number is not finite', async () => {
    await expect(writePolicy(file(), hard, origin, { value: [NaN] })).rejects.toThrow(
      new ArgumentError('a number in JSON must be finite, got NaN'),
    );
    await expect(readFile(file())).rejects.toThrow('ENOENT');
  });
});
