import { writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { readScores } from '../../../src/files/models/readScores.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();

async function read(name: string, text: string, nStates = 3): Promise<[name: string, values: number[]][]> {
  await writeFile(at(name), text);
  return (await readScores(at(name), nStates)).map((score) => [score.name, Array.from(score.values)]);
}

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const columns = fc
  .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 })
  .chain((names) =>
    fc.tuple(
      fc.constant(names.filter((name) => name !== '__proto__')),
      fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    ),
  );

describe('a file of scores', () => {
  it('is CSV with a line for each state, in any order', async () => {
    const text = '# by hand\nharm, state ,"relief, later"\n1,2,0.5\n\n# more\n-2e-1,0,+7\n3.25,1,.5\n';
    expect(await read('a.csv', text)).toEqual([
      ['harm', [-0.2, 3.25, 1]],
      ['relief, later', [7, 0.5, 0.5]],
    ]);
    expect(await read('A.CSV', '\ufeffstate,harm\r\n0,1\r\n1,2\r\n2,3')).toEqual([['harm', [1, 2, 3]]]);
  });

  test.prop([columns])('is JSON with a list for each score', async ([names, lists]) => {
    fc.pre(names.length > 0);
    const scores = Object.fromEntries(names.map((name, i) => [name, lists[i]]));
    // As JSON has it, without a negative zero.
    const plain = JSON.parse(JSON.stringify({ scores })) as { scores: Record<string, number[]> };
    expect(await read('a.json', JSON.stringify({ scores, couplet: {} }))).toEqual(Object.entries(plain.scores));
  });

  it.each([
    ['', /a\.csv: must have a line of column names, got an empty file/],
    ['id,harm\n0,1\n', /a\.csv:1: must have a column 'state', got 'id', 'harm'/],
    ['state\n0\n1\n2\n', /a\.csv:1: must have at least one score, got none/],
    ['state,harm,harm\n', /a\.csv:1: names must differ, got 'harm' twice/],
    ['state,harm,state\n', /a\.csv:1: names must differ, got 'state' twice/],
    ['state,harm,\n', /a\.csv:1: every score must have a name, got one without/],
    ['state,harm\n0,1\n1,2,3\n', /a\.csv:3: must have the 2 fields that the column names have, got 3/],
    ['# note\nstate,harm\n0,1\n3,1\n', /a\.csv:4: state must be an integer from 0 to 2, got '3'/],
    ['state,harm\n0.5,1\n', /a\.csv:2: state must be an integer from 0 to 2, got '0\.5'/],
    ['state,harm\n,1\n', /a\.csv:2: state must be an integer from 0 to 2, got ''/],
    ['state,harm\n0,1\n1,2\n0,3\n', /a\.csv:4: each state must have one line, got 0 again, after line 2/],
    ['state,harm\n0,1\n1,high\n', /a\.csv:3: score 'harm' must be a finite number, got 'high'/],
    ['state,harm\n0,1\n1,\n', /a\.csv:3: score 'harm' must be a finite number, got ''/],
    ['state,harm\n0,1\n1,1e999\n', /a\.csv:3: score 'harm' must be a finite number, got '1e999'/],
    ['state,harm\n0,1\n2,2\n', /a\.csv: must have a line for each of the model's 3 states, got none for 1/],
    ['state,harm\n0,"1\n', /a\.csv: must be CSV, got a misplaced quote/],
  ])('refuses the CSV %j', async (text, message) => {
    await expect(read('a.csv', text)).rejects.toThrow(DataError);
    await expect(read('a.csv', text)).rejects.toThrow(message);
  });

  it.each([
    ['{', /a\.json: must be JSON/],
    ['[1, 2, 3]', /a\.json: must be a JSON object, got \[1,2,3\]/],
    ['{}', /a\.json: 'scores' must be valid/],
    ['{ "scores": [1, 2, 3] }', /a\.json: 'scores' must be valid/],
    ['{ "scores": { "harm": 1 } }', /a\.json: 'scores\.harm' must be valid .*got 1/],
    ['{ "scores": { "harm": [1, 2, 3] }, "weights": [1] }', /a\.json: must be valid .*weights/],
    ['{ "scores": {} }', /a\.json: must have at least one score, got none/],
    ['{ "scores": { "": [1, 2, 3] } }', /a\.json: every score must have a name, got one without/],
    ['{ "scores": { "harm": [1, 2] } }', /score 'harm' must have a number for each of the model's 3 states, got 2/],
    ['{ "scores": { "harm": [1, "2", 3] } }', /score 'harm' must be a finite number, got '2' for state 1/],
    ['{ "scores": { "harm": [1, null, 3] } }', /score 'harm' must be a finite number, got null for state 1/],
  ])('refuses the JSON %s', async (text, message) => {
    await expect(read('a.json', text)).rejects.toThrow(DataError);
    await expect(read('a.json', text)).rejects.toThrow(message);
  });

  it('is named where it is something else', async () => {
    await expect(read('a.csv', 'episode,t,state,action,reward\n')).rejects.toThrow(
      /a\.csv: must be scores of states, got a log/,
    );
    await expect(read('a.json', '{"nStates":1,"nActions":1,"action":[0]}')).rejects.toThrow(
      /got a policy, which goes with --policy/,
    );
  });

  it('has a name that says what it is, and is there', async () => {
    await expect(readScores('scores.txt', 3)).rejects.toThrow(ArgumentError);
    await expect(readScores(at('nowhere.csv'), 3)).rejects.toThrow(DataError);
  });
});
