import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { readAdvice } from '../../../src/files/models/readAdvice.js';
import { readPolicy } from '../../../src/files/models/readPolicy.js';
import { writeAdvice } from '../../../src/files/models/writeAdvice.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import { provenance } from '../../../src/files/provenance.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { anyPolicy } from '../../support/generators.js';
import { standardOutputOf, withStandardInput } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const file = (): string => at('advice.json');
const origin = provenance('improve', { seed: 1 });

/** In state 1 the second action is replaced by the first in one case of four. */
const advice: Advice = { nStates: 2, nActions: 2, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 0.25, 0.75) };
const named: Advice = { ...advice, states: ['calm', 'ill'], actions: ['wait', 'treat'], space: 'seen', discount: 0.9 };

/** Any rows, some of them leaving alone. */
const anyAdvice = fc
  .record({ nStates: fc.integer({ min: 1, max: 4 }), nActions: fc.integer({ min: 1, max: 3 }) })
  .chain(({ nStates, nActions }) =>
    fc.tuple(anyPolicy({ nStates: nStates * nActions, nActions }), fc.array(fc.boolean(), { minLength: 12 })),
  )
  .map(([{ nStates: rows, nActions, probability }, alone]): Advice => {
    const result = identityAdvice(rows / nActions, nActions);
    for (let row = 0; row < rows; row++)
      if (!alone[row])
        result.probability.set(probability.subarray(row * nActions, (row + 1) * nActions), row * nActions);
    return result;
  });

describe('a file of advice', () => {
  test.prop([anyAdvice, fc.boolean()])('comes back bit for bit', async (any, more) => {
    const written = { ...any, ...(more && { space: 'full', discount: 0.9, ends: [{ name: 'end', state: 0 }] }) };
    await writeAdvice(file(), written, origin, { extra: { gain: 0.5 } });
    expect(await readAdvice(file())).toEqual({ ...written, provenance: origin, extra: { gain: 0.5 } });
  });

  it('is not taken to leave alone for want of a digit', async () => {
    const nearly = { ...advice, probability: Float64Array.of(1, 1e-12, 0, 1, 1, 0, 0, 1) };
    await writeAdvice(file(), nearly, origin);
    expect((await readAdvice(file())).probability).toEqual(nearly.probability);
  });

  it('has a line for each rule, in words where there are some', async () => {
    const head = [
      '{',
      `"couplet":{"version":"${origin.version}","command":"improve","seed":1},`,
      '"format":"couplet-advice",',
      '"version":1,',
      '"nStates":2,',
      '"nActions":2,',
    ];
    expect(await standardOutputOf(() => writeAdvice('-', advice, origin))).toBe(
      [...head, '"rules":[', '{"state":1,"intended":1,"do":{"0":0.25,"1":0.75}}', ']}', ''].join('\n'),
    );
    const says = async (written: Advice, labels?: Parameters<typeof writeAdvice>[3]): Promise<unknown> => {
      await writeAdvice(file(), written, origin, labels);
      const { rules } = JSON.parse(await readFile(file(), 'utf8')) as { rules: { says: string }[] };
      return rules[0].says;
    };
    expect(await says(named)).toBe(
      'ill: instead of treat, do wait with probability 0.25, or treat with probability 0.75',
    );
    const always = { ...advice, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 1, 0) };
    expect(await says(always, { labels: { state: (s) => `room ${s}`, action: (a) => 'AB'[a] } })).toBe(
      'room 1: instead of B, do A',
    );
  });

  it('comes through the standard streams', async () => {
    const text = await standardOutputOf(() => writeAdvice('-', named, origin));
    expect(await withStandardInput(text, () => readAdvice('-'))).toMatchObject(named);
  });

  it('may be written by hand, by names and with one action alone', async () => {
    const { nStates, nActions, states, actions } = named;
    const rules = [
      { state: 'ill', intended: 'treat', do: { wait: 0.25, treat: 0.75 } },
      { state: 0, intended: 'wait', do: 'treat' },
    ];
    const content = { format: 'couplet-advice', version: 1, nStates, nActions, states, actions, rules };
    await writeFile(file(), JSON.stringify(content));
    expect((await readAdvice(file())).probability).toEqual(Float64Array.of(0, 1, 0, 1, 1, 0, 0.25, 0.75));
  });

  it('may hold rounded probabilities, which is said', async () => {
    const rules = [{ state: 0, intended: 0, do: { 0: 0.333, 1: 0.333, 2: 0.333 } }];
    await writeFile(file(), JSON.stringify({ format: 'couplet-advice', version: 1, nStates: 1, nActions: 3, rules }));
    const said: string[] = [];
    const { probability } = await readAdvice(file(), { rounding: 1e-3, say: (sentence) => said.push(sentence) });
    expect(probability.subarray(0, 3)).toBeAllClose([1 / 3, 1 / 3, 1 / 3], { rtol: 1e-12 });
    expect(said).toEqual([expect.stringMatching(/advice.json: .*divided by/)]);
  });

  it.each<[string, object, string]>([
    ['another format', { format: 'advice' }, "format must be 'couplet-advice', got 'advice'"],
    ['a later version', { version: 2 }, 'must be version 1, got 2 - use the release of Couplet that wrote it'],
    ['no sizes', { nStates: undefined }, "'nStates' must be valid"],
    ['too few names', { states: ['a'] }, 'states must be 2 names, one for each number, got 1'],
    ['no rules', { rules: undefined }, "'rules' must be valid"],
    ['a rule of other fields', { rules: [{ state: 0, intended: 0, instead: 1 }] }, "'rules.0.do' must be valid"],
    [
      'an unknown state',
      { rules: [{ state: 2, intended: 0, do: 1 }] },
      'rules[0]: state must be a number from 0 to 1, got 2',
    ],
    [
      'an unknown name',
      { actions: ['wait', 'treat'], rules: [{ state: 0, intended: 'rest', do: 1 }] },
      "rules[0]: intended must be a number from 0 to 1, or one of the names in the file, got 'rest'",
    ],
    [
      'a row that is none',
      { rules: [{ state: 0, intended: 0, do: { 0: 0.5, 1: 0.4 } }] },
      'rules[0]: do: probabilities must sum to 1, got 0.9',
    ],
    [
      'a pair twice',
      {
        rules: [
          { state: 0, intended: 0, do: 1 },
          { state: 0, intended: 0, do: 0 },
        ],
      },
      'rules[1]: each state and intended action must have one rule, got a second for state 0, action 0',
    ],
    [
      'far too many entries',
      { nStates: 2 ** 20, nActions: 2 ** 10, rules: [] },
      'advice must have at most 134217728 entries',
    ],
  ])('is refused with %s', async (_, fault, message) => {
    await writeFile(
      file(),
      JSON.stringify({ format: 'couplet-advice', version: 1, nStates: 2, nActions: 2, rules: [], ...fault }),
    );
    await expect(readAdvice(file())).rejects.toThrow(DataError);
    await expect(readAdvice(file())).rejects.toThrow(`${file()}: ${message}`);
  });

  it('is no policy, which says what to do with it', async () => {
    await writeAdvice(file(), advice, origin);
    await expect(readPolicy(file())).rejects.toThrow(
      "must be a policy, got advice, which goes with --policy of `simulate`, `value`, `ope`, `select` and `evaluate`, with the clinician's --behaviour beside it",
    );
  });

  it('is no log', async () => {
    await writeAdvice(file(), advice, origin);
    await expect(readTrajectories(file())).rejects.toThrow(
      'must be a log of trajectories, got advice, which goes with --policy of',
    );
  });

  it('is not written with rows that are none, or a field of its own twice', async () => {
    const wrong = { ...advice, probability: new Float64Array(8) };
    await expect(writeAdvice(file(), wrong, origin)).rejects.toThrow('writeAdvice: state 0, intended action 0');
    await expect(writeAdvice(file(), advice, origin, { extra: { rules: [] } })).rejects.toThrow(
      "writeAdvice: extra must have names of its own, got 'rules'",
    );
  });
});
