import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { parse } from 'npyjs';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { readMdp } from '../../../src/files/models/readMdp.js';
import { writeMdp } from '../../../src/files/models/writeMdp.js';
import { provenance } from '../../../src/files/provenance.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { smallMdp } from '../../support/generators.js';
import { without } from '../../trajectories/without.js';
import { standardOutputOf, withStandardInput } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('test', { seed: 1, inputs: { 'log.csv': '00ff' } });

/** With everything that a model may carry, and numbers that are easily lost. */
const mdp = fc
  .record({
    mdp: smallMdp(),
    bits: fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })),
    rich: fc.boolean(),
  })
  .map(({ mdp: plain, bits, rich }): Mdp => ({
    ...plain,
    reward: plain.reward.map(() => bits.next().value as number),
    ...(rich && {
      observed: Uint8Array.from({ length: plain.nStates * plain.nActions }, (_, i) => i % 2),
      visits: Uint32Array.from({ length: plain.nStates * plain.nActions }, (_, i) => i * 70_000),
      stateLabels: Array.from({ length: plain.nStates }, (_, s) => `state "${s}" ü😀`),
      actionLabels: Array.from({ length: plain.nActions }, (_, a) => `a${a}`),
      actionParts: [{ name: 'ü "part"', on: Array.from({ length: plain.nActions }, (_, a) => a % 2) }],
      variables: [
        { name: 'none', levels: ['low'], level: Array.from({ length: plain.nStates }, () => null) },
        {
          name: '😀',
          levels: ['low', 'high'],
          normal: 1,
          level: Array.from({ length: plain.nStates }, (_, s) => s % 2),
        },
      ],
      source: {
        env: 'ward',
        parameters: { beds: 0.1 },
        space: 'seen',
        absorption: 'published',
        prior: { concentration: 0.1, mean: 'uniform', support: 'row' },
        worst: { cases: 0.5, state: plain.nStates - 1, reward: -0.1, floor: true },
        ends: [{ name: 'death', state: 1 }],
      },
    }),
  }));

/** Parts and variables as a file may have them: what is wrong, the field, and what is said of it. */
const wrongParts = [
  [
    'on of another number',
    '"actionParts":[{"name":"a","on":[1,0]}]',
    "actionParts: on of 'a' must have length 1, got 2",
  ],
  [
    'neither on nor off',
    '"actionParts":[{"name":"a","on":[2]}]',
    "actionParts: on of 'a' must be 0 or 1, got 2 for action 0",
  ],
  ['a part without a name', '"actionParts":[{"name":"","on":[1]}]', 'actionParts must have names, got an empty one'],
  [
    'a part twice',
    '"actionParts":[{"name":"a","on":[1]},{"name":"a","on":[0]}]',
    "actionParts must have different names, got 'a' twice",
  ],
  [
    'a text for parts',
    '"actionParts":"antibiotics"',
    "'actionParts' must be valid (expected array), got 'antibiotics'",
  ],
  ['no levels', variable('"levels":[],"level":[0,0]'), "variables: levels of 'v' must be at least one, got none"],
  [
    'a level twice',
    variable('"levels":["l","l"],"level":[0,0]'),
    "variables: levels of 'v' must have different names, got 'l' twice",
  ],
  [
    'a normal level beyond',
    variable('"levels":["l"],"normal":1,"level":[0,0]'),
    "variables: normal of 'v' must be from 0 to 0, got 1",
  ],
  [
    'levels of too few states',
    variable('"levels":["l"],"level":[0]'),
    "variables: level of 'v' must have length 2, got 1",
  ],
  [
    'a level beyond',
    variable('"levels":["l"],"level":[0,-1]'),
    "variables: level of 'v' must be null or from 0 to 0, got -1 for state 1",
  ],
].map(([what, field, message]) => [what, '"source"', `${field},"source"`, message] as [string, string, string, string]);

function variable(fields: string): string {
  return `"variables":[{"name":"v",${fields}}]`;
}

const small: Mdp = {
  nStates: 2,
  nActions: 1,
  rowStart: Uint32Array.of(0, 2, 2),
  nextState: Uint32Array.of(0, 1),
  probability: Float64Array.of(0.25, 0.75),
  reward: Float64Array.of(-0, 1),
  initial: Float64Array.of(1, 0),
  terminal: Uint8Array.of(0, 1),
  outcomes: [
    { name: 'on', reward: 0 },
    { name: 'over', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 1),
  source: { space: 'full' },
};

describe.each(['model.json', 'model.npz'])('a model as %s', (name) => {
  test.prop([mdp])('comes back bit for bit', async (written) => {
    await writeMdp(at(name), written, origin);
    const read = await readMdp(at(name));
    expect(read).toEqual(written);
    expect(read.reward.every((r, i) => Object.is(r, written.reward[i]))).toBe(true);
  });

  it('has the same bytes every time', async () => {
    await writeMdp(at(name), small, origin);
    await writeMdp(at(`again-${name}`), small, origin);
    expect(await readFile(at(name))).toEqual(await readFile(at(`again-${name}`)));
  });

  test.prop([fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })])(
    'that is cut anywhere is noticed',
    async (share) => {
      await writeMdp(at(name), small, origin);
      const bytes = await readFile(at(name));
      await writeFile(at(name), bytes.subarray(0, Math.floor(share * bytes.length)));
      await expect(readMdp(at(name))).rejects.toThrow(DataError);
    },
  );

  test.prop([fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat({ max: 1500 })])(
    'never fails but with a DataError, whatever is in the file',
    async (noise, where) => {
      await writeMdp(at(name), small, origin);
      const bytes = await readFile(at(name));
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - where)), Math.min(where, bytes.length));
      await writeFile(at(name), bytes);
      const failure = await readMdp(at(name)).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(failure).toBeInstanceOf(DataError);
    },
  );

  it('is not written if it is not well formed', async () => {
    await expect(writeMdp(at(name), { ...small, probability: Float64Array.of(0.25, 0.5) }, origin)).rejects.toThrow(
      new ArgumentError('writeMdp: row (state 0, action 0) must sum to 1, got 0.75 - divide the row by its sum'),
    );
    await expect(readFile(at(name))).rejects.toThrow('ENOENT');
  });

  it('must be there', async () => {
    await expect(readMdp(at(name))).rejects.toThrow(
      new DataError(`${at(name)}: must be a file that can be read, got none there - check the path`),
    );
  });
});

describe('a model as JSON', () => {
  const lines = [
    `{"couplet":{"version":"${origin.version}","command":"test","seed":1,"inputs":{"log.csv":"00ff"}},`,
    '"nStates":2,"nActions":1,"outcomes":[{"name":"on","reward":0},{"name":"over","reward":1}],"source":{"space":"full"},',
    '"rowStart":[0,2,2],"nextState":[0,1],"probability":[0.25,0.75],"reward":[-0,1],"initial":[1,0],"terminal":[0,1],"outcome":[0,1]}',
  ];
  const text = lines.join('');

  it('is plain to read', async () => {
    expect(await standardOutputOf(() => writeMdp('-', small, origin))).toBe(text);
    expect(await withStandardInput(text, () => readMdp('-'))).toEqual(small);
  });

  it('may lack a source', async () => {
    await writeFile(at('m.json'), text.replace('"source":{"space":"full"},', ''));
    expect((await readMdp(at('m.json'))).source).toEqual({});
  });

  it.each<[string, string, string, string]>([
    [
      'a size of 0',
      '"nStates":2',
      '"nStates":0',
      "'nStates' must be valid (Too small: expected number to be >=1), got 0",
    ],
    ['no size', '"nActions":1,', '', "'nActions' must be valid (expected number), got none"],
    ['outcomes without name', '"name":"on",', '', "'outcomes.0.name' must be valid (expected string), got none"],
    [
      'no outcomes',
      '[{"name":"on","reward":0},{"name":"over","reward":1}]',
      '[]',
      "'outcomes' must be valid (Too small: expected array to have >=1 items), got []",
    ],
    ['a size of many', '"nStates":2', '"nStates":1000000000', 'rowStart must have length 1000000001, got 3'],
    [
      'an array missing',
      '"terminal":[0,1],',
      '',
      "must have the array 'terminal', got none - give each state 1 if the process ends on entering it, else 0",
    ],
    [
      'no array',
      '"terminal":[0,1]',
      '"terminal":1',
      "must have the array 'terminal', got none - give each state 1 if the process ends on entering it, else 0",
    ],
    [
      'an array of the prototype',
      '"terminal":[0,1]',
      '"__proto__":{"terminal":[0,1]}',
      "must have the array 'terminal', got none - give each state 1 if the process ends on entering it, else 0",
    ],
    ['a text for a number', '"reward":[-0,', '"reward":["a",', "reward must hold finite numbers, got 'a' at index 0"],
    ['null for a number', '"reward":[-0,', '"reward":[null,', 'reward must hold finite numbers, got null at index 0'],
    [
      'an infinite reward',
      '"reward":[-0,1]',
      '"reward":[0,1e999]',
      'reward must hold finite numbers, got Infinity at index 1',
    ],
    [
      'a fraction of a state',
      '"nextState":[0,1]',
      '"nextState":[0,0.5]',
      'nextState must hold integers from 0 to 4294967295, got 0.5 at index 1',
    ],
    [
      'a negative outcome',
      '"outcome":[0,1]',
      '"outcome":[0,-1]',
      'outcome must hold integers from 0 to 255, got -1 at index 1',
    ],
    [
      'a state out of range',
      '"nextState":[0,1]',
      '"nextState":[0,2]',
      'next state must be below 2, got 2 in row (0, 0)',
    ],
    [
      'a row that does not sum to 1',
      '[0.25,',
      '[0.5,',
      'row (state 0, action 0): probabilities must sum to 1, got 1.25 - divide them by their sum',
    ],
    ['labels of another number', '"source"', '"stateLabels":["a"],"source"', 'stateLabels must have length 2, got 1'],
    [
      'action labels of another number',
      '"source"',
      '"actionLabels":[],"source"',
      'actionLabels must have length 1, got 0',
    ],
    ...wrongParts,
    ['no object', text, '[]', 'must be a JSON object, got []'],
    ['no JSON', text, 'model', "must be JSON, got 'model' - the file is cut short or damaged, write it again"],
  ])('with %s is refused', async (_name, from, to, message) => {
    expect(text).toContain(from);
    await writeFile(at('m.json'), text.replace(from, to));
    await expect(readMdp(at('m.json'))).rejects.toThrow(new DataError(`${at('m.json')}: ${message}`));
  });
});

describe('a model as an archive', () => {
  const file = (): string => at('m.npz');
  const refused = async (entries: Record<string, Uint8Array>, message: string): Promise<void> => {
    await writeFile(file(), zipSync(entries));
    await expect(readMdp(file())).rejects.toThrow(new DataError(`${file()}: ${message}`));
  };
  const entries = async (): Promise<Record<string, Uint8Array>> => {
    await writeMdp(file(), small, origin);
    return unzipSync(await readFile(file()));
  };
  /** An array as NumPy saves it. */
  const npy = (descr: string, shape: string, bytes: Uint8Array): Uint8Array => {
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`;
    const padded = `${header.padEnd(128 - 10 - 1)}\n`;
    return Uint8Array.of(0x93, ...strToU8('NUMPY'), 1, 0, padded.length, 0, ...strToU8(padded), ...bytes);
  };

  it('holds arrays that NumPy reads, by name', async () => {
    const files = await entries();
    expect(Object.keys(files).sort()).toEqual([
      'header.json',
      'initial.npy',
      'nextState.npy',
      'outcome.npy',
      'probability.npy',
      'reward.npy',
      'rowStart.npy',
      'terminal.npy',
    ]);
    expect(parse(files['probability.npy'].slice().buffer)).toEqual({
      data: small.probability,
      shape: [2],
      dtype: 'f8',
      fortranOrder: false,
    });
    expect(Buffer.from(files['rowStart.npy']).toString('latin1')).toMatch(
      /^\x93NUMPY\x01\x00..\{'descr':'<u4','fortran_order':False,'shape':\(3,\)\} *\n/s,
    );
  });

  it('takes numbers of either byte order', async () => {
    const files = await entries();
    const big = Buffer.alloc(16);
    small.reward.forEach((value, i) => big.writeDoubleBE(value, 8 * i));
    files['reward.npy'] = npy('>f8', '2,', big);
    await writeFile(file(), zipSync(files));
    expect(await readMdp(file())).toEqual(small);
  });

  it('takes the integers and booleans that NumPy has by default', async () => {
    const files = await entries();
    const wide = (...values: number[]): Uint8Array => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    files['rowStart.npy'] = npy('<i8', '3,', wide(0, 2, 2));
    files['nextState.npy'] = npy('<i8', '2,', wide(0, 1));
    files['terminal.npy'] = npy('|b1', '2,', Uint8Array.of(0, 1));
    await writeFile(file(), zipSync(files));
    expect(await readMdp(file())).toEqual(small);
    files['nextState.npy'] = npy('<i8', '2,', wide(0, -1));
    await refused(files, 'nextState must hold integers from 0 to 4294967295, got -1 at index 1');
  });

  it('must be one', async () => {
    const remedy = 'the file is cut short or damaged, write it again';
    await writeFile(file(), 'PK but no archive');
    await expect(readMdp(file())).rejects.toThrow(
      new DataError(`${file()}: must be a NumPy archive (.npz), got no directory at its end - ${remedy}`),
    );
    const files = await entries();
    files['reward.npy'] = strToU8('no array');
    await refused(files, `reward must be an array of numbers, got bytes that are none - ${remedy}`);
    files['reward.npy'] = npy('|O', '2,', new Uint8Array(16));
    await refused(
      files,
      'reward must be an array of numbers, got one of Python objects - convert it in Python, as with a.astype(float), and save it again',
    );
  });

  it('must hold all that a model has', async () => {
    await refused(without(await entries(), 'reward.npy'), "must have the array 'reward', got none");
    await refused(
      without(await entries(), 'header.json'),
      'must hold header.json, got none - write the model by writeMdp',
    );
    const files = await entries();
    files['header.json'] = strToU8('{');
    await refused(files, `header.json: must be JSON, got '{' - the file is cut short or damaged, write it again`);
  });

  it('must have arrays of one dimension, as long as they say', async () => {
    const files = await entries();
    files['reward.npy'] = npy('<f8', '1, 2', new Uint8Array(16));
    await refused(files, 'reward must have one dimension, got shape (1, 2) - flatten the array');
    files['reward.npy'] = npy('<f8', '1000000,', new Uint8Array(16));
    await refused(
      files,
      'reward must have the 1000000 entries of its shape (1000000), got 2 - the file is cut short or damaged, write it again',
    );
  });

  it('must not claim more than its bytes can hold', async () => {
    await writeMdp(file(), small, origin);
    const bytes = await readFile(file());
    // The directory at the end holds the size of each entry 22 bytes before its name, and the header beside it 8
    // before.
    const name = bytes.lastIndexOf('reward.npy');
    bytes.writeUInt32LE(2 ** 31, name - 22);
    bytes.writeUInt32LE(2 ** 31, bytes.indexOf('reward.npy') - 8);
    const size = bytes.readUInt32LE(name - 26);
    await writeFile(file(), bytes);
    await expect(readMdp(file())).rejects.toThrow(
      new DataError(`${file()}: reward.npy must be of a size that its bytes can hold, got 2147483648 of ${size}`),
    );
  });

  it('is far smaller than JSON for a large model', async () => {
    const nStates = 3000;
    const large: Mdp = {
      ...small,
      nStates,
      rowStart: Uint32Array.from({ length: nStates + 1 }, (_, s) => s),
      nextState: Uint32Array.from({ length: nStates }, (_, s) => (7 * s) % nStates),
      probability: new Float64Array(nStates).fill(1),
      reward: new Float64Array(nStates).fill(0.1),
      initial: new Float64Array(nStates).map((_, s) => (s === 0 ? 1 : 0)),
      terminal: new Uint8Array(nStates),
      outcome: new Uint8Array(nStates),
    };
    await writeMdp(file(), large, origin);
    await writeMdp(at('m.json'), large, origin);
    expect(await readMdp(file())).toEqual(await readMdp(at('m.json')));
    expect((await readFile(file())).length).toBeLessThan((await readFile(at('m.json'))).length / 2);
  });
});

describe('the format of a model', () => {
  it.each(['model.csv', 'model', 'model.json.gz'])('is not told by %s', async (path) => {
    const message = `path must end in .json, or .npz for a large model, got '${path}'`;
    await expect(readMdp(path)).rejects.toThrow(new ArgumentError(`readMdp: ${message}`));
    await expect(writeMdp(path, small, origin)).rejects.toThrow(new ArgumentError(`writeMdp: ${message}`));
  });
});
