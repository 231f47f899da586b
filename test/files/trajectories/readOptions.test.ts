import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../src/files/trajectories/readOptions.js';
import { writeTrajectories } from '../../../src/files/trajectories/writeTrajectories.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();

const HEAD = 'episode,t,state,action,reward,next_state,terminated';

async function read(lines: readonly string[], options?: ReadTrajectoriesOptions, name = 'log.csv') {
  await writeFile(at(name), lines.join('\n'));
  return readTrajectories(at(name), options);
}

async function said(lines: readonly string[], options?: ReadTrajectoriesOptions): Promise<string[]> {
  const sentences: string[] = [];
  await read(lines, { ...options, say: (sentence) => sentences.push(sentence) });
  return sentences;
}

const refused = (message: string): DataError => new DataError(`${at('log.csv')}${message}`);

describe('ends', () => {
  const cut = ['a,0,0,0,0,1,0,0', 'a,1,1,0,0,0,0,1', 'b,0,1,0,0,2,1,0'];

  it.each(['truncated', 'truncations', 'timeouts', 'TimeLimit.truncated', 'TRUNCATED'])(
    'a column %s cuts a run off',
    async (column) => {
      const log = await read([`${HEAD},${column}`, ...cut]);
      expect([...log.terminated]).toEqual([0, 1]);
      expect([...log.nextState]).toEqual([1, 0, 2]);
    },
  );

  it('a run that is cut off does not go on', async () => {
    const glued = [`${HEAD},truncated`, 'a,0,0,0,0,1,0,1', 'a,1,1,0,0,2,1,0'];
    await expect(read(glued)).rejects.toThrow(
      refused(":2: episode 'a', t 0: truncated must be 0 before the last step, got 1 - the episode goes on to t 1"),
    );
  });

  it('a run that ended as it was cut off has ended, unless the column says done', async () => {
    const both = ['a,0,0,0,0,1,1,1'];
    expect([...(await read([`${HEAD},truncated`, ...both])).terminated]).toEqual([1]);
    const done = `${HEAD.replace('terminated', 'done')},TimeLimit.truncated`;
    expect([...(await read([done, ...both], { columns: { terminated: 'done' } })).terminated]).toEqual([0]);
  });

  it('a run that stops in the end of others has ended where that is said', async () => {
    const runs = [HEAD, 'a,0,0,0,0,2,1', 'b,0,1,0,0,2,0'];
    expect([...(await read(runs)).terminated]).toEqual([1, 0]);
    expect([...(await read(runs, { endsTerminate: true })).terminated]).toEqual([1, 1]);
    await expect(read(runs, { ends: { death: 2 } })).rejects.toThrow(
      refused(
        ": episode 'b' must have ended, as it stops in state 2, the end 'death' - set terminated, or say --ends-terminate",
      ),
    );
    expect((await read(runs, { ends: { death: 2 }, endsTerminate: true })).source.ends).toEqual([
      { name: 'death', state: 2 },
    ]);
  });

  it('outcomes of 1 and 0 are two ends, of text one each', async () => {
    const rows = ['a,0,0,0,0,0', 'a,1,1,0,0,0', 'b,0,1,0,0,1'];
    const head = 'episode,t,state,action,reward,died';
    const log = await read([head, ...rows], { outcome: 'died' });
    expect([log.nStates, ...log.nextState, ...log.terminated]).toEqual([4, 1, 3, 2, 1, 1]);
    expect(log.source.ends).toEqual([
      { name: 'died', state: 2 },
      { name: 'not died', state: 3 },
    ]);
    const words = rows.map((row) => row.replace(/0$/, 'home').replace(/1$/, 'hospice'));
    expect((await read([head, ...words], { outcome: 'died' })).source.ends).toEqual([
      { name: 'home', state: 2 },
      { name: 'hospice', state: 3 },
    ]);
  });

  it('a column of outcomes is offered where none says how runs end', async () => {
    await expect(read(['episode,t,state,action,reward,died', 'a,0,0,0,0,1'])).rejects.toThrow(
      refused(
        ":1: must have a column 'terminated', got 'episode', 't', 'state', 'action', 'reward', 'died' - name the column that holds it: --column terminated=NAME, or say how every run ended: --ends terminated, or --ends truncated, or by a column of outcomes: --outcome died",
      ),
    );
  });

  it('an empty outcome is asked about', async () => {
    const rows = ['episode,t,state,action,reward,died', 'a,0,0,0,0,', 'b,0,1,0,0,1'];
    await expect(read(rows, { outcome: 'died' })).rejects.toThrow(
      refused(
        ":2: episode 'a' must have an outcome in its last row, got none - give it one, or say --ends truncated if runs without one are cut off",
      ),
    );
    expect([...(await read(rows, { outcome: 'died', missingEnds: 'truncated' })).terminated]).toEqual([0, 1]);
  });

  it.each([
    ['t', 1],
    ['Yes', 1],
    ['TRUE', 1],
    ['1.0', 1],
    ['f', 0],
    ['no', 0],
    ['', 0],
    ['0.0', 0],
  ])("'%s' is a flag", async (flag, value) => {
    expect([...(await read([HEAD, `0,0,0,0,0,1,${flag}`])).terminated]).toEqual([value]);
  });
});

describe('numbering', () => {
  const rows = [HEAD, 'x,0,A+V,none,0,B,0', 'x,1,B,fluid,0,,1', 'y,0,A+V,none,0,death,1'];

  it('keeps the names of states and actions, in the order of their text', async () => {
    const log = await read(rows, { numberStates: true, numberActions: true, ends: { died: 'death' } });
    expect(log.source).toEqual({
      states: ['A+V', 'B', 'death', 'end'],
      actions: ['fluid', 'none'],
      ends: [{ name: 'died', state: 2 }],
    });
    expect([...log.nextState]).toEqual([1, 3, 2]);
    expect([...log.action]).toEqual([1, 0, 1]);
  });

  it.each(['csv', 'jsonl', 'parquet'])('keeps them in %s', async (format) => {
    const log = await read(rows, { numberStates: true, numberActions: true });
    await writeTrajectories(at(`again.${format}`), log, { version: '0', command: 'test' });
    expect(await readTrajectories(at(`again.${format}`), { numberStates: true })).toEqual(log);
  });

  it('orders integers as numbers, beyond 2^53 too, and takes 3, 3.0 and 03 for one', async () => {
    const big = [HEAD, '0,0,9007199254740993,0,0,03,0', '0,1,3.0,0,0,9007199254740992,1', '1,0,3,0,0,10,1'];
    const log = await read(big, { numberStates: true });
    expect(log.source.states).toEqual(['3', '10', '9007199254740992', '9007199254740993']);
    expect([...log.state]).toEqual([3, 0, 0]);
  });

  it('puts columns of propensities in the order of the actions', async () => {
    const chances = [`${HEAD},propensity_b,propensity_a`, '0,0,0,b,0,1,1,0.25,0.75'];
    const log = await read(chances, { numberActions: true });
    expect(log.source.actions).toEqual(['a', 'b']);
    expect([log.propensity, log.propensities]).toEqual([Float64Array.of(0.25), Float64Array.of(0.75, 0.25)]);
  });

  it('numbers steps by time, and rows without t as they come', async () => {
    const head = 'episode,t,state,action,reward,terminated';
    const timed = [head, '0,9.5,2,0,0,1', '0,-3,0,0,0,0', '0,4,1,0,0,0'];
    expect([...(await read(timed, { numberSteps: true })).state]).toEqual([0, 1, 2]);
    const plain = [head.replace('t,', ''), '0,0,0,0,0', '1,5,0,0,1', '0,1,0,0,0', '0,2,0,0,1'];
    expect([...(await read(plain, { numberSteps: true })).state]).toEqual([0, 1, 2, 5]);
    await expect(read([head, '0,1,0,0,0,0', '0,1,1,0,0,1'], { numberSteps: true })).rejects.toThrow(
      refused(
        ":3: t must be there once in an episode, got 1 of episode '0' again (line 2) - give each run an episode of its own",
      ),
    );
  });
});

describe('ids of episodes', () => {
  it.each([
    ['csv', HEAD, (id: string) => `${id},0,0,0,0,1,1`],
    [
      'jsonl',
      '',
      (id: string) => `{"episode":${id},"t":0,"state":0,"action":0,"reward":0,"next_state":1,"terminated":1}`,
    ],
  ])('keep their digits in %s', async (format, head, row) => {
    const ids = ['9007199254740993', '9007199254740992', '-12345678901234567890'];
    const log = await read([head, ...ids.map(row)], {}, `log.${format}`);
    expect(log.episodeId).toEqual(ids);
  });

  it('keep their digits in a table and in batches of RLlib', async () => {
    const ids = '[9007199254740993,9007199254740993,9007199254740995]';
    const columns = `"t":[0,1,0],"obs":[[1,0,0],[0,1,0],[0]],"actions":[1,0,1],"rewards":[0.5,1,2],"terminateds":[false,true,true],"action_prob":[0.5,0.25,1]`;
    const batch = await read([`{"type":"SampleBatch","eps_id":${ids},${columns}}`], { names: 'rllib' }, 'log.json');
    expect(batch.episodeId).toEqual(['9007199254740993', '9007199254740995']);
    expect([...batch.state]).toEqual([0, 1, 0]);
    expect(batch.propensity).toEqual(Float64Array.of(0.5, 0.25, 1));
  });

  it('are text in CSV', async () => {
    const log = await read([HEAD, ...['007', '7', '7.0'].map((id) => `${id},0,0,0,0,1,1`)]);
    expect(log.episodeId).toEqual(['007', '7', '7.0']);
  });
});

describe('numbers and columns', () => {
  it('have the decimal mark that is given', async () => {
    const quoted = [HEAD, '0,0,0,0,"0,5",1,1'];
    expect([...(await read(quoted, { decimal: ',' })).reward]).toEqual([0.5]);
    await expect(read(quoted)).rejects.toThrow(refused(":2: reward must be a finite number, got '0,5'"));
    const both = [HEAD, '0;0;0;0;0,5;1;0', '0;1;1;0;0.25;2;1'].map((line) => line.replaceAll('episode,', 'episode,'));
    await expect(read([HEAD.replaceAll(',', ';'), ...both.slice(1)])).rejects.toThrow(
      refused(
        ":3: numbers must have one decimal mark, got '0.25' after others with a comma - say which it is by --decimal, and take out marks of thousands",
      ),
    );
  });

  it('have the separator that is given', async () => {
    const lines = ['episode;t;state;action;reward;next_state;terminated;a,b,c,d,e,f,g,h,i', '0;0;0;0;1;1;1;x'];
    await expect(read(lines)).rejects.toThrow(DataError);
    expect([...(await read(lines, { separator: ';' })).reward]).toEqual([1]);
  });

  it('rounded to four decimals sum to 1 where that is said', async () => {
    const rows = [`${HEAD},propensity_0,propensity_1,propensity_2`, '0,0,0,0,0,1,1,0.3333,0.3333,0.3333'];
    await expect(read(rows)).rejects.toThrow(/if the numbers were rounded to 4 decimals, allow it \(--round 1e-4/);
    expect((await read(rows, { rounding: 1e-4 })).propensities).toBeAllClose([1 / 3, 1 / 3, 1 / 3], { rtol: 1e-12 });
  });

  it('that are named and absent are refused, those that need not be there too', async () => {
    for (const column of ['propensity', 'log_propensity', 'propensity_', 'hidden', 'truncated', 'next_state'] as const)
      await expect(read([HEAD, '0,0,0,0,0,1,1'], { columns: { [column]: 'none' } })).rejects.toThrow(
        /must have a column 'none/,
      );
  });

  it('that are left alone and may be of use are said once', async () => {
    expect(await said([`${HEAD},done,pscore,died,note`, '0,0,0,0,0,1,1,1,0.5,0,x'])).toEqual([
      "column 'pscore' is left alone: if it holds the probability of the action taken, say --column propensity=pscore",
      "column 'done' is left alone: 'terminated' says how runs end",
      "column 'died' is left alone: if it says how each run ended, say --outcome died",
    ]);
  });

  it.each<[ReadTrajectoriesOptions, string]>([
    [{ nStates: 3, numberStates: true }, 'nStates must not go with numberStates - the states are counted'],
    [{ nActions: 3, numberActions: true }, 'nActions must not go with numberActions - the actions are counted'],
    [
      { propensity: false, columns: { propensity: 'p' } },
      'a column propensity must not go with propensity: false - either read it or leave it alone',
    ],
    [{ emptyReward: NaN }, 'emptyReward must be a finite number, got NaN'],
  ])('refuses %o', async (options, message) => {
    await expect(read([HEAD, '0,0,0,0,0,1,1'], options)).rejects.toThrow(
      new ArgumentError(`readTrajectories: ${message}`),
    );
  });
});

describe('bytes', () => {
  const text = [HEAD, 'é,0,0,0,0,1,1'].join('\n');

  it('that gzip packed are unpacked, and refused where they are damaged', async () => {
    const packed = gzipSync(text);
    await writeFile(at('log.csv.gz'), packed);
    expect((await readTrajectories(at('log.csv.gz'))).episodeId).toEqual(['é']);
    await writeFile(at('log.csv.gz'), packed.subarray(0, -9));
    await expect(readTrajectories(at('log.csv.gz'))).rejects.toThrow(
      new DataError(`${at('log.csv.gz')}: must be whole as gzip, got one that is cut short - write it again`),
    );
  });

  it('of UTF-16 are read by their byte order mark, and refused without', async () => {
    await writeFile(at('log.csv'), Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
    expect((await readTrajectories(at('log.csv'))).episodeId).toEqual(['é']);
    await writeFile(at('log.csv'), Buffer.from(text, 'utf16le'));
    await expect(readTrajectories(at('log.csv'))).rejects.toThrow(
      refused(
        ':1: must be text, got a byte 0 - the file is damaged, or of another kind; UTF-16 must begin with its byte order mark',
      ),
    );
  });
});
