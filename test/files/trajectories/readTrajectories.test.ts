import { writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../src/files/trajectories/readOptions.js';
import { withStandardInput } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();

const HEAD = 'episode,t,state,action,reward,next_state,terminated';
const ROWS = ['0,0,3,1,0,4,0', '0,1,4,0,-1,5,1', '1,0,2,1,0,3,0'];

async function read(name: string, lines: readonly string[], options?: ReadTrajectoriesOptions) {
  await writeFile(at(name), lines.join('\n'));
  return readTrajectories(at(name), options);
}

/** The same rows as JSON objects. */
function objects(head: string, rows: readonly string[]): string[] {
  const keys = head.split(',');
  return rows.map((row) => {
    const values = row.split(',');
    return `{${keys.map((key, i) => `"${key}":${values[i]}`).join(',')}}`;
  });
}

describe.each(['log.csv', 'log.jsonl'])('reading %s', (name) => {
  const csv = name.endsWith('csv');
  /** The file's lines; the first row is on line 2. */
  const lines = (head: string, rows: readonly string[]): string[] =>
    csv ? [head, ...rows] : ['', ...objects(head, rows)];
  const log = (rows: readonly string[], head = HEAD, options?: ReadTrajectoriesOptions) =>
    read(name, lines(head, rows), options);

  it('takes a log from elsewhere, and its size from the largest state and action', async () => {
    expect(await log(ROWS)).toEqual({
      nEpisodes: 2,
      nStates: 6,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 2, 3),
      state: Int32Array.of(3, 4, 2),
      action: Int32Array.of(1, 0, 1),
      reward: Float64Array.of(0, -1, 0),
      nextState: Int32Array.of(4, 5, 3),
      terminated: Uint8Array.of(1, 0),
      source: {},
    });
  });

  it('takes the size and the source from options', async () => {
    const source = { env: 'ward', space: 'seen' };
    const { nStates, nActions, source: from } = await log(ROWS, HEAD, { nStates: 9, nActions: 4, source });
    expect([nStates, nActions, from]).toEqual([9, 4, source]);
  });

  it('leaves other columns alone, and takes its own in any order', async () => {
    const head = 'note,terminated,next_state,reward,action,state,t,episode,propensity_x';
    const rows = ROWS.map((row) => ['7', ...row.split(',').reverse(), '8'].join(','));
    expect(await log(rows, head)).toEqual(await log(ROWS));
  });

  it('takes renamed columns', async () => {
    const head = 'id,step,s,a,r,s2,done';
    const columns = {
      episode: 'id',
      t: 'step',
      state: 's',
      action: 'a',
      reward: 'r',
      next_state: 's2',
      terminated: 'done',
    };
    expect(await log(ROWS, head, { columns })).toEqual(await log(ROWS));
  });

  it('puts episodes together by t', async () => {
    const mixed = ['5,1,4,0,-1,5,1', '7,0,2,1,0,3,0', '5,0,3,1,0,4,0'];
    expect(await log(mixed)).toEqual({ ...(await log(ROWS)), episodeId: ['5', '7'] });
  });

  it('takes truth values for terminated', async () => {
    const rows = ['0,0,3,1,0,4,false', '0,1,4,0,-1,5,true', '1,0,2,1,0,3,false'];
    expect(await log(rows)).toEqual(await log(ROWS));
  });

  it('derives the propensity of the action taken from the full vector', async () => {
    const rows = ROWS.map((row) => `${row},${row.split(',')[3] === '1' ? '0.25,0.75,0' : '0.5,0.25,0.25'}`);
    const { propensity, propensities, nActions } = await log(rows, `${HEAD},propensity_0,propensity_1,propensity_2`);
    expect(propensity).toEqual(Float64Array.of(0.75, 0.5, 0.75));
    expect(propensities).toEqual(Float64Array.of(0.25, 0.75, 0, 0.5, 0.25, 0.25, 0.25, 0.75, 0));
    expect(nActions).toBe(3);
  });

  const named = (line: number | undefined, message: string): DataError =>
    new DataError(`${at(name)}${line === undefined ? '' : `:${line}`}: ${message}`);
  const withRow = (i: number, row: string): string[] => ROWS.map((other, k) => (k === i ? row : other));

  const range = 'correct the row, or the number of states or actions';
  it.each<[string, readonly string[], number, string, ReadTrajectoriesOptions?]>([
    [
      'a fraction',
      withRow(1, '0,1,4.5,0,-1,5,1'),
      3,
      'state must be an integer from 0 to 2147483647, got 4.5 - number the states by --number-states',
    ],
    [
      'a negative state',
      withRow(1, '0,1,-4,0,-1,5,1'),
      3,
      'state must be an integer from 0 to 2147483647, got -4 - number the states by --number-states',
    ],
    [
      'a huge state',
      withRow(1, '0,1,4,0,-1,3000000000,1'),
      3,
      'next_state must be an integer from 0 to 2147483647, got 3000000000 - number the states by --number-states',
    ],
    ['a state out of range', ROWS, 3, `next_state must be an integer from 0 to 4, got 5 - ${range}`, { nStates: 5 }],
    ['an action out of range', ROWS, 2, `action must be an integer from 0 to 0, got 1 - ${range}`, { nActions: 1 }],
    ['a negative t', withRow(1, '0,-1,4,0,-1,5,1'), 3, 't must be an integer from 0 to 2147483647, got -1'],
    ['a flag of 2', withRow(2, '1,0,2,1,0,3,2'), 4, 'terminated must be 0 or 1, false or true, got 2'],
    [
      'an infinite reward',
      withRow(1, '0,1,4,0,1e999,5,1'),
      3,
      `reward must be a finite number, got ${csv ? "'1e999'" : 'Infinity'}`,
    ],
    [
      'a next state that is not the next',
      withRow(0, '0,0,3,1,0,3,0'),
      2,
      "episode '0', t 0: next_state must be the state of the next step (4, line 3), got 3",
    ],
    [
      'an end before the end',
      withRow(0, '0,0,3,1,0,4,1'),
      2,
      "episode '0', t 0: terminated must be 0 before the last step, got 1 - the episode goes on to t 1",
    ],
    [
      't twice',
      withRow(2, '0,1,2,1,0,3,0'),
      4,
      "t must be there once in an episode, got 1 of episode '0' again (line 3) - give each run an episode of its own",
    ],
    [
      'a gap in t',
      withRow(1, '0,2,4,0,-1,5,1'),
      3,
      "t must count from 0 without gaps, got 2 of episode '0' and no 1 - the row is missing, or t is misnumbered; --number-steps takes the steps in the order of t",
    ],
    [
      't from 1',
      withRow(2, '1,1,2,1,0,3,0'),
      4,
      "t must count from 0 without gaps, got 1 of episode '1' and no 0 - the row is missing, or t is misnumbered; --number-steps takes the steps in the order of t",
    ],
    [
      'a mistake in rows out of order, by its own line',
      ['1,0,2,1,0,3,0', '0,1,4,0,-1,5,1', '0,0,3,1,0,3,0'],
      4,
      "episode '0', t 0: next_state must be the state of the next step (4, line 3), got 3",
    ],
  ])('refuses %s', async (_name, rows, line, message, options) => {
    const shown = csv ? message.replace(/(, got )(-?[\d.]+)( -|$)/, "$1'$2'$3") : message;
    const assembled =
      message.startsWith('episode') || message.startsWith('t must count') || message.startsWith('t must be there');
    await expect(log(rows, HEAD, options)).rejects.toThrow(named(line, assembled ? message : shown));
  });

  const quote = (value: string): string => (csv ? `'${value}'` : value);
  it.each<[string, string, string, number, string]>([
    [
      'a hidden component that changes',
      'hidden',
      '1 2 1',
      3,
      "episode '0', t 1: hidden must not change within an episode (1, line 2), got 2",
    ],
    [
      'a hidden component that is no integer',
      'hidden',
      '1 1.5 1',
      3,
      `hidden must be an integer from -2147483648 to 2147483647, got ${quote('1.5')}`,
    ],
    [
      'a propensity of 0',
      'propensity',
      '0.5 0 1',
      3,
      `propensity must be in (0, 1], got ${quote('0')} - the action was taken, so it had some; --no-propensity leaves them alone`,
    ],
    [
      'a propensity above 1',
      'propensity',
      '0.5 1.5 1',
      3,
      `propensity must be in (0, 1], got ${quote('1.5')} - a density is no probability: leave it alone by --no-propensity`,
    ],
  ])('refuses %s', async (_name, column, values, line, message) => {
    const rows = ROWS.map((row, i) => `${row},${values.split(' ')[i]}`);
    await expect(log(rows, `${HEAD},${column}`)).rejects.toThrow(named(line, message));
  });

  const both = `${HEAD},propensity,propensity_0,propensity_1`;
  it.each<[string, string, string]>([
    [
      'a vector that does not sum to 1',
      '0.5,0.5,0.4',
      'propensity_0 to propensity_1: probabilities must sum to 1, got 0.9 - divide them by their sum',
    ],
    [
      'a vector with an entry above 1',
      '0.5,-0.5,1.5',
      'propensity_0 to propensity_1: probabilities must be from 0 to 1, got -0.5 at index 0 - if these are logits, write their softmax: exp(x) divided by the sum of exp(x)',
    ],
    [
      'a vector that leaves out the action taken',
      '0.5,0,1',
      `propensity_0 must be above 0, as the action was taken, got ${quote('0')}`,
    ],
    [
      'a propensity that is not in the vector',
      '0.4,0.5,0.5',
      `propensity must be propensity_0 (0.5), as that action was taken, got ${quote('0.4')}`,
    ],
  ])('refuses %s', async (_name, values, message) => {
    const rows = ROWS.map((row, i) => `${row},${i === 1 ? values : '0.75,0.25,0.75'}`);
    await expect(log(rows, both)).rejects.toThrow(named(3, message));
  });

  const has = (columns: string): string =>
    columns
      .split(',')
      .map((column) => `'${column}'`)
      .join(', ');
  const headLine = csv ? 1 : 2;
  it('refuses propensities with a gap', async () => {
    const rows = ROWS.map((row) => `${row},0.25,0.75`);
    const head = `${HEAD},propensity_0,propensity_2`;
    await expect(log(rows, head)).rejects.toThrow(
      named(
        headLine,
        `must have a column 'propensity_1' beside 'propensity_2', got ${has(head)} - number the actions from 0`,
      ),
    );
  });

  it('refuses propensities of another number of actions', async () => {
    const rows = ROWS.map((row) => `${row},0.25,0.75`);
    await expect(log(rows, `${HEAD},propensity_0,propensity_1`, { nActions: 3 })).rejects.toThrow(
      named(
        undefined,
        'propensity columns must be one for each of the 3 actions, got 2 - correct the columns, or the number of actions',
      ),
    );
  });

  it('refuses a log without a column, and says how to name it', async () => {
    const head = HEAD.replace('reward', 'r');
    await expect(log(ROWS, head)).rejects.toThrow(
      named(
        headLine,
        `must have a column 'reward', got ${has(head)} - name the column that holds it: --column reward=NAME, or columns: { reward: 'NAME' }`,
      ),
    );
    await expect(log(ROWS, HEAD, { columns: { state: 's' } })).rejects.toThrow(
      named(
        headLine,
        `must have a column 's', got ${has(HEAD)} - name the column that holds it: --column state=NAME, or columns: { state: 'NAME' }`,
      ),
    );
  });

  it('refuses a log of our own that has lost rows, or gained some', async () => {
    const own = '{"nStates":6,"nActions":2,"nEpisodes":2,"nSteps":3}';
    const whole = csv ? [`# couplet ${own}`, HEAD, ...ROWS, ''] : [`{"couplet":${own}}`, ...objects(HEAD, ROWS), ''];
    expect((await read(name, whole)).nEpisodes).toBe(2);
    const remedy = 'write it again, or delete the first line if rows were taken out on purpose';
    await expect(read(name, [...whole.slice(0, -2), ''])).rejects.toThrow(
      named(undefined, `must hold the 2 episodes and 3 steps of its first line, got 1 and 2 - ${remedy}`),
    );
    await expect(read(name, [...whole.slice(0, -3), ...whole.slice(-2)])).rejects.toThrow(
      named(undefined, `must hold the 2 episodes and 3 steps of its first line, got 2 and 2 - ${remedy}`),
    );
    const more = whole.at(-2)?.replace(csv ? '1,' : '"episode":1', csv ? '9,' : '"episode":9') as string;
    await expect(read(name, [...whole.slice(0, -1), more, ''])).rejects.toThrow(
      named(undefined, `must hold the 2 episodes and 3 steps of its first line, got 3 and 4 - ${remedy}`),
    );
    await expect(read(name, whole.slice(0, -1))).rejects.toThrow(
      named(csv ? 5 : 4, 'the last line must end in a line break, got none - the file is cut short, write it again'),
    );
  });

  it('refuses a first line of our own that is damaged', async () => {
    const first = (own: string): string => (csv ? `# couplet ${own}` : `{"couplet":${own}}`);
    await expect(read(name, [first('{"nStates":0}'), ...lines(HEAD, ROWS)])).rejects.toThrow(
      named(1, "'nStates' must be valid (Too small: expected number to be >=1), got 0"),
    );
    await expect(read(name, [first('{"source":{"absorption":"odd"}}'), ...lines(HEAD, ROWS)])).rejects.toThrow(
      named(1, `'source.absorption' must be valid (expected one of "direct"|"published"), got 'odd'`),
    );
    const cut = first('{"nStates":7').slice(0, csv ? undefined : -1);
    await expect(read(name, [cut, ...lines(HEAD, ROWS)])).rejects.toThrow(
      named(1, `must be JSON, got '${csv ? '{"nStates":7' : cut}' - the file is cut short or damaged, write it again`),
    );
  });

  it('takes nothing from a first line but what it knows', async () => {
    const own = '{"__proto__":{"nStates":99},"source":{"parameters":{"__proto__":{"a":1},"b":2},"x":1},"y":1}';
    const log = await read(name, [csv ? `# couplet ${own}` : `{"couplet":${own}}`, ...lines(HEAD, ROWS), '']);
    expect(log.source).toEqual({ parameters: { b: 2 } });
    expect(Object.getPrototypeOf(log.source.parameters)).toBe(Object.prototype);
    expect(log.nStates).toBe(6);
    expect({}).not.toHaveProperty('nStates');
  });

  it('refuses an empty file, and one without steps', async () => {
    const remedy = 'check that it was written to its end';
    await expect(read(name, [])).rejects.toThrow(
      named(undefined, `must hold at least one step, got an empty file - ${remedy}`),
    );
    const headOnly = csv ? [HEAD, ''] : ['{"couplet":{}}', ''];
    await expect(read(name, headOnly)).rejects.toThrow(
      named(undefined, `must hold at least one step, got none - ${remedy}`),
    );
    await expect(read(name, ['', '', ''])).rejects.toThrow(
      named(undefined, `must hold at least one step, got none - ${remedy}`),
    );
  });

  it('refuses a line without end', async () => {
    await expect(read(name, [`${csv ? '' : '"'}${'x'.repeat(2 ** 20 + 300_000)}`, HEAD])).rejects.toThrow(
      named(1, 'must be at most 1048576 bytes long, got more - write one step a line'),
    );
  });

  it('refuses a file that is not there', async () => {
    await expect(readTrajectories(at(`none-${name}`))).rejects.toThrow(
      new DataError(`${at(`none-${name}`)}: must be a file that can be read, got none there - check the path`),
    );
  });

  it.each([
    [{ nStates: 0 }, 'nStates must be an integer ≥ 1, got 0'],
    [{ nActions: 1.5 }, 'nActions must be an integer ≥ 1, got 1.5'],
  ])('refuses %o', async (options, message) => {
    await expect(log(ROWS, HEAD, options)).rejects.toThrow(new ArgumentError(`readTrajectories: ${message}`));
  });

  it('reads standard input by the same rules', async () => {
    const format = csv ? 'csv' : 'jsonl';
    const input = lines(HEAD, ROWS).join('\n');
    expect(await withStandardInput(input, () => readTrajectories('-', { format }))).toEqual(await log(ROWS));
    await expect(
      withStandardInput(`${input}\n${csv ? '2,0' : '{'}`, () => readTrajectories('-', { format })),
    ).rejects.toThrow(/^standard input:5: must /);
  });

  test.prop([fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 200 })])(
    'never fails but with a DataError, whatever is in the file',
    async (noise, where) => {
      const bytes = Buffer.from(lines(HEAD, ROWS).join('\n'));
      const noisy = Buffer.concat([bytes.subarray(0, where), noise, bytes.subarray(where + noise.length)]);
      await writeFile(at(name), noisy);
      const failure = await readTrajectories(at(name)).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(failure).toBeInstanceOf(DataError);
    },
  );
});

describe('reading CSV', () => {
  const fault = (line: number, message: string): DataError => new DataError(`${at('log.csv')}:${line}: ${message}`);

  it.each<[string, string]>([
    ['Windows line ends', [HEAD, ...ROWS, ''].join('\r\n')],
    ['old Macintosh line ends', [HEAD, ...ROWS, ''].join('\r')],
    ['mixed line ends', `${HEAD}\n${ROWS.join('\r\n')}`],
    ['a byte order mark', `\uFEFF${HEAD}\n${ROWS.join('\n')}`],
    ['a byte order mark and comments', `\uFEFF# made by hand\n#\n${HEAD}\n${ROWS.join('\n')}`],
    ['blank lines', `\n${HEAD}\n\n${ROWS.join('\n\n')}\n\n\n`],
    ['quotes', `"episode",t,"state",action,reward,next_state,terminated\n${ROWS.join('\n').replaceAll('4', '"4"')}`],
    ['spaces', `${HEAD.replaceAll(',', ' , ')}\n${ROWS.join('\n').replaceAll(',', ', ')}`],
    ['decimal points', `${HEAD}\n${ROWS.join('\n').replaceAll('4', '4.0').replaceAll('5', '+5e0')}`],
  ])('takes %s', async (_name, text) => {
    const plain = await read('log.csv', [HEAD, ...ROWS]);
    expect(await read('log.csv', [text])).toEqual(plain);
  });

  it('takes names with commas, quotes and line breaks', async () => {
    const names = ['a,b', 'say "a"', 'two\nlines', ' #5', '#6'];
    const rows = names.map((name) => `"${name.replaceAll('"', '""')}",0,0,0,0,0,0`);
    expect((await read('log.csv', [HEAD, ...rows])).episodeId).toEqual(names);
  });

  it('counts lines past comments, blank lines and line breaks in quotes', async () => {
    const lines = ['# one', '# two', HEAD, '', '"a\nb",0,0,0,0,0,0', '', 'c,0,x,0,0,0,0'];
    await expect(read('log.csv', lines)).rejects.toThrow(
      fault(8, "state must be an integer from 0 to 2147483647, got 'x' - number the states by --number-states"),
    );
  });

  it.each<[string, string, string]>([
    ['hexadecimal', '0x1', "'0x1'"],
    ['a word', 'none at all', "'none at all'"],
    ['infinity', '-Infinity', "'-Infinity'"],
    ['two numbers', '1 2', "'1 2'"],
    ['a long text', 'y'.repeat(60), `'${'y'.repeat(39)}...`],
  ])('refuses %s for a number', async (_name, field, shown) => {
    await expect(read('log.csv', [HEAD, `0,0,0,0,${field},0,0`])).rejects.toThrow(
      fault(2, `reward must be a finite number, got ${shown}`),
    );
    await expect(read('log.csv', [HEAD, `0,0,0,${field},0,0,0`])).rejects.toThrow(
      fault(2, `action must be an integer from 0 to 2147483647, got ${shown} - number the actions by --number-actions`),
    );
    await expect(read('log.csv', [HEAD, `0,0,0,0,0,0,${field}`])).rejects.toThrow(
      fault(2, `terminated must be 0 or 1, false or true, got ${shown}`),
    );
  });

  it.each(['', '  ', 'NaN', 'NA', 'null'])("takes '%s' for no reward, no next state and no end", async (field) => {
    const read1 = (row: string, options?: ReadTrajectoriesOptions) =>
      read('log.csv', [HEAD, row, '0,1,1,0,2,2,1'], options);
    await expect(read1(`0,0,0,0,${field},1,0`)).rejects.toThrow(
      fault(2, `reward must be a finite number, got '${field}' - if an empty reward is none, say --empty-reward 0`),
    );
    const whole = await read1('0,0,0,0,7,1,0');
    expect(await read1(`0,0,0,0,${field},${field},${field}`, { emptyReward: 7 })).toEqual(whole);
  });

  it('refuses an episode without a name', async () => {
    await expect(read('log.csv', [HEAD, ',0,0,0,0,0,0'])).rejects.toThrow(
      fault(2, "episode must be a name or a number, got ''"),
    );
  });

  it.each([
    [6, '1,0,2,1,0,3'],
    [8, '1,0,2,1,0,3,0,0'],
    [1, '1'],
  ])('refuses a row of %i fields', async (count, row) => {
    await expect(read('log.csv', [HEAD, ...ROWS, row])).rejects.toThrow(
      fault(
        5,
        `must have the 7 fields that the column names have, got ${count} - the file is cut short or damaged, write it again`,
      ),
    );
  });

  it.each<[string, string, string]>([
    ['never closed', '"1,0,2,1,0,3,0', 'a quote that is never closed'],
    ['inside a field', '1,0,2"2",1,0,3,0', 'a quote inside a field or text after a closing one'],
    ['before more text', '1,0,"2"2,1,0,3,0', 'a quote inside a field or text after a closing one'],
  ])('refuses a quote %s', async (_name, row, got) => {
    await expect(read('log.csv', [HEAD, ...ROWS, row, ''])).rejects.toThrow(
      fault(5, `must be CSV, got ${got} - put quotes around whole fields only`),
    );
  });

  it('refuses a column that is there twice', async () => {
    const rows = ROWS.map((row) => `${row},1`);
    await expect(read('log.csv', [`${HEAD},state`, ...rows])).rejects.toThrow(
      fault(1, "column 'state' must be there once, got it twice - rename or remove one"),
    );
    expect((await read('log.csv', [`${HEAD},x,x`, ...ROWS.map((row) => `${row},1,2`)])).nEpisodes).toBe(2);
  });

  it('says that commas separate columns', async () => {
    await expect(read('log.csv', [HEAD.replaceAll(',', '|'), '0|0|0|0|0|0|0'])).rejects.toThrow(
      fault(
        1,
        `must have a column 'episode', got 'episode|t|state|action|reward|next_stat... - separate the columns by commas`,
      ),
    );
  });

  it('lists twenty columns at most', async () => {
    const head = Array.from({ length: 23 }, (_, i) => `c${i}`);
    const shown = head.slice(0, 20).map((column) => `'${column}'`);
    await expect(read('log.csv', [head.join(',')])).rejects.toThrow(
      fault(
        1,
        `must have a column 'episode', got ${shown.join(', ')} and 3 more - name the column that holds it: --column episode=NAME, or columns: { episode: 'NAME' }`,
      ),
    );
  });

  it('refuses a comment without end', async () => {
    await expect(read('log.csv', [`#${'x'.repeat(2 ** 20 + 300_000)}`])).rejects.toThrow(
      fault(1, 'must be at most 1048576 bytes long, got more - write one step a line'),
    );
    await expect(read('log.csv', ['# couplet {"nStates'])).rejects.toThrow(
      fault(1, `must be JSON, got '{"nStates' - the file is cut short or damaged, write it again`),
    );
  });
});

describe('reading JSON lines', () => {
  const fault = (line: number, message: string): DataError => new DataError(`${at('log.jsonl')}:${line}: ${message}`);
  const rows = objects(HEAD, ROWS);

  it('takes names that are numbers or texts, and numbers that are texts', async () => {
    const plain = await read('log.jsonl', rows);
    expect(
      await read(
        'log.jsonl',
        rows.map((row) => row.replace('"episode":0', '"episode":"0"')),
      ),
    ).toEqual(plain);
    expect(
      await read(
        'log.jsonl',
        rows.map((row) => row.replace('"state":3', '"state":"3"')),
      ),
    ).toEqual(plain);
    expect(await read('log.jsonl', [`\uFEFF${rows.join('\r\n')}`])).toEqual(plain);
  });

  it('takes keys in another order', async () => {
    const [first, ...rest] = rows;
    const turned = `{${first.slice(1, -1).split(',').reverse().join(',')}}`;
    expect(await read('log.jsonl', [turned, ...rest])).toEqual(await read('log.jsonl', rows));
  });

  it.each<[string, string, string]>([
    [
      'a row cut short',
      '{"episode":1,"t"',
      `must be JSON, got '{"episode":1,"t"' - the file is cut short or damaged, write it again`,
    ],
    ['a list', '[1,2]', 'must be a JSON object, got [1,2]'],
    ['null', 'null', 'must be a JSON object, got null'],
    ['a text', '"a"', "must be a JSON object, got 'a'"],
    ['no name', rows[2].replace('"episode":1', '"episode":null'), 'episode must be a name or a number, got null'],
    [
      'a truth value for a number',
      rows[2].replace('"state":2', '"state":true'),
      'state must be an integer from 0 to 2147483647, got true - number the states by --number-states',
    ],
    [
      'null for a number',
      rows[2].replace('"reward":0', '"reward":null'),
      'reward must be a finite number, got null - if an empty reward is none, say --empty-reward 0',
    ],
    ['a list for a number', rows[2].replace('"reward":0', '"reward":[0]'), 'reward must be a finite number, got [0]'],
    [
      'a key missing',
      rows[2].replace('"state":2,', ''),
      "must have 'state' as the rows before it, got 'episode', 't', 'action', 'reward', 'next_state', 'terminated' - give every row the same keys",
    ],
    [
      'a key that only the prototype has',
      rows[2].replace('"state":2,', '"__proto__":{"state":2},'),
      "must have 'state' as the rows before it, got 'episode', 't', '__proto__', 'action', 'reward', 'next_state', 'terminated' - give every row the same keys",
    ],
  ])('refuses %s', async (_name, row, message) => {
    await expect(read('log.jsonl', [...rows.slice(0, 2), row])).rejects.toThrow(fault(3, message));
  });

  it('does not find keys in the prototype', async () => {
    const renamed = rows.map((row) => row.replace('"state"', '"constructor"'));
    const columns = { state: 'constructor' };
    expect((await read('log.jsonl', renamed, { columns })).nEpisodes).toBe(2);
    await expect(read('log.jsonl', [renamed[0], rows[1]], { columns })).rejects.toThrow(
      fault(
        2,
        "must have 'constructor' as the rows before it, got 'episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated' - give every row the same keys",
      ),
    );
  });

  it('does not find columns in the prototype', async () => {
    await expect(read('log.jsonl', rows, { columns: { state: 'toString' } })).rejects.toThrow(
      fault(
        1,
        `must have a column 'toString', got ${HEAD.split(',')
          .map((c) => `'${c}'`)
          .join(', ')} - name the column that holds it: --column state=NAME, or columns: { state: 'NAME' }`,
      ),
    );
  });
});
