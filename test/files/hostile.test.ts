import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/errors.js';
import { readAdvice } from '../../src/files/models/readAdvice.js';
import { readMdp } from '../../src/files/models/readMdp.js';
import { readPolicy } from '../../src/files/models/readPolicy.js';
import { readScores } from '../../src/files/models/readScores.js';
import { readGadget } from '../../src/files/readGadget.js';
import { npy, npz } from './numpyFiles.js';
import { temporaryFolder } from './temporaryFolder.js';

const at = temporaryFolder();

const readers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  readMdp,
  readAdvice,
  readPolicy,
  readScores: (path) => readScores(path, 3),
  readGadget,
};

const deep = '['.repeat(1e5) + ']'.repeat(1e5);
const texts: Readonly<Record<string, string>> = {
  'nested 100,000 deep': deep,
  'of lists in an object, 100,000 deep': `{"nStates":2,"nActions":1,"probability":${deep},"scores":${deep},"rowStart":${deep}}`,
  'of objects 100,000 deep': '{"a":'.repeat(1e5) + '1' + '}'.repeat(1e5),
  'filled with NUL': '\u0000'.repeat(1e6),
  'of a million numbers': `[${'0,'.repeat(1e6)}0]`,
  'of one long text': `"${'x'.repeat(1e6)}"`,
  empty: '',
};

describe('a hostile file', () => {
  it.each(Object.keys(readers).flatMap((reader) => Object.keys(texts).map((text) => [reader, text] as const)))(
    'given to %s, %s, is refused in a line',
    async (reader, text) => {
      await writeFile(at('a.json'), texts[text]);
      const error = await readers[reader](at('a.json')).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      // A list of zeros is a policy.
      if (reader === 'readPolicy' && text === 'of a million numbers') return;
      expect(error).toBeInstanceOf(DataError);
      expect((error as Error).message.length).toBeLessThan(400);
    },
  );

  it.each([
    ['a policy of far too many states', '{"0":0,"9007199254740991":1}', /must have at most 134217728 entries/],
    [
      'a model of sizes that its arrays do not have',
      '{"nStates":1000000000,"nActions":1000000000,"outcomes":[{"name":"on","reward":0}],"rowStart":[0],"nextState":[],"probability":[],"reward":[],"initial":[],"terminal":[],"outcome":[]}',
      /rowStart must have length/,
    ],
  ])('that claims %s is refused before memory goes', async (_name, text, message) => {
    await writeFile(at('a.json'), text);
    const read = text.includes('rowStart') ? readMdp : readPolicy;
    await expect(read(at('a.json'))).rejects.toThrow(message);
  });

  it('of NumPy that claims a shape that its bytes cannot hold is refused before memory goes', async () => {
    const huge = npy(new Float64Array(4), [2 ** 20, 2 ** 20, 2 ** 20]);
    await writeFile(at('a.npz'), npz({ P: huge, R: huge }));
    await expect(readMdp(at('a.npz'))).rejects.toThrow(DataError);
    await writeFile(at('a.npy'), npy(new Float64Array(4), [2 ** 30, 2 ** 30]));
    await expect(readPolicy(at('a.npy'))).rejects.toThrow(DataError);
  });
});

describe('a file of another kind', () => {
  const files: Readonly<Record<string, string>> = {
    policy: '{"nStates":2,"nActions":2,"action":[0,1]}',
    model: '{"nStates":1,"nActions":1,"rowStart":[0,1]}',
    log: '{"episode":0,"t":0,"state":0,"action":0,"reward":1}\n{"episode":0,"t":1,"state":0,"action":0,"reward":1}\n',
    scores: '{"scores":{"harm":[1,2,3]}}',
    advice: '{"format":"couplet-advice","version":1,"nStates":2,"nActions":2,"rules":[]}',
    'learned mechanism': '{"format":"couplet-gadget","version":1}',
  };
  const own: Readonly<Record<string, string>> = {
    readMdp: 'model',
    readAdvice: 'advice',
    readPolicy: 'policy',
    readScores: 'scores',
    readGadget: 'learned mechanism',
  };

  it.each(
    Object.keys(readers).flatMap((reader) =>
      Object.keys(files)
        .filter((kind) => kind !== own[reader])
        .map((kind) => [reader, kind] as const),
    ),
  )('is named by %s: %s', async (reader, kind) => {
    await writeFile(at('a.json'), files[kind]);
    await expect(readers[reader](at('a.json'))).rejects.toThrow(
      new RegExp(`must be (a |)${own[reader]}.*, got (a |)${kind}`),
    );
  });
});
