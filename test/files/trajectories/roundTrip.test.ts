import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { provenance } from '../../../src/files/provenance.js';
import { readTrajectories } from '../../../src/files/trajectories/readTrajectories.js';
import { writeTrajectories } from '../../../src/files/trajectories/writeTrajectories.js';
import { checkTrajectories } from '../../../src/trajectories/checkTrajectories.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyLog } from '../../support/generators.js';
import { without } from '../../trajectories/without.js';
import { standardOutputOf, withStandardInput } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('test', { seed: 1 });
const formats = ['csv', 'jsonl'] as const;

/** As it must come back: names 0, 1, ... are no names, and a full vector tells the propensity of the action taken. */
function normal(log: Trajectories): Trajectories {
  const { propensities, nActions } = log;
  const propensity =
    log.propensity ?? (propensities && Float64Array.from(log.action, (a, i) => propensities[i * nActions + a]));
  return {
    ...(log.episodeId?.every((name, e) => name === String(e)) ? without(log, 'episodeId') : log),
    ...(propensity && { propensity }),
  };
}

const source = fc.constantFrom({}, {
  env: 'sepsis',
  parameters: { version: 'original', n: 0.1, list: [1] },
  space: 'observed',
  absorption: 'published',
  horizon: 20,
} as const);
const named = fc.record({ log: anyLog({ nStates: 5, nActions: 3 }), source, names: fc.nat({ max: 2 }) });
const log: fc.Arbitrary<Trajectories> = named.map(({ log: any, source: from, names }) => ({
  ...any,
  ...(any.episodeId && names === 1 && { episodeId: any.episodeId.map((_, e) => String(e)) }),
  ...(any.episodeId && names === 2 && { episodeId: any.episodeId.map((name) => `# "${name},\n\r ü😀`) }),
  source: from,
}));

describe.each(formats)('a log as %s', (format) => {
  test.prop([log])('comes back the same', async (written) => {
    const path = at(`log.${format}`);
    await writeTrajectories(path, written, origin);
    const read = await readTrajectories(path);
    expect(read).toEqual(normal(written));
    checkTrajectories(read, 'read');
  });

  test.prop([log], { numRuns: 20 })('comes back through the standard streams', async (written) => {
    const text = await standardOutputOf(() => writeTrajectories('-', written, origin, { format }));
    expect(await withStandardInput(text, () => readTrajectories('-', { format }))).toEqual(normal(written));
  });

  test.prop([log, fc.nat()], { numRuns: 50 })('comes back from rows in any order', async (written, seed) => {
    const path = at(`log.${format}`);
    // A name with a line break has rows of several lines.
    const calm = { ...without(written, 'episodeId') };
    await writeTrajectories(path, calm, origin);
    const [own, ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const head = format === 'csv' ? [own, ...rest.splice(0, 1)] : [own];
    const rng = createRng(seed);
    const shuffled = rest.map((row) => ({ row, place: rng.uniform() })).sort((a, b) => a.place - b.place);
    await writeFile(path, [...head, ...shuffled.map(({ row }) => row), ''].join('\n'));
    const read = await readTrajectories(path);
    checkTrajectories(read, 'read');
    // Episodes come in the order of their first rows; put them back.
    const names = read.episodeId ?? Array.from({ length: read.nEpisodes }, (_, e) => String(e));
    const order = names.map((_, e) => names.indexOf(String(e)));
    const spans = (all: Trajectories, e: number): unknown => {
      const [first, end] = [all.episodeStart[e], all.episodeStart[e + 1]];
      return [
        all.state.slice(first, end),
        all.action.slice(first, end),
        all.reward.slice(first, end),
        all.nextState.slice(first, end),
        all.terminated[e],
        all.hidden?.[e],
        all.propensity?.slice(first, end),
        all.propensities?.slice(3 * first, 3 * end),
      ];
    };
    expect(order.map((e) => spans(read, e))).toEqual(order.map((_, e) => spans(normal(calm), e)));
  });

  test.prop([log], { numRuns: 20 })('comes back with columns of other names', async (written) => {
    const path = at(`log.${format}`);
    const columns = {
      episode: '#run',
      t: 'step "t"',
      state: 's',
      action: 'a',
      reward: '__proto__',
      next_state: 'constructor',
      terminated: 'done, really',
      // A column that is named must be there.
      ...(written.hidden && { hidden: 'h' }),
      ...(written.propensity && { propensity: 'p' }),
      ...(written.propensities && { propensity_: 'p.' }),
    };
    await writeTrajectories(path, written, origin, { columns });
    expect(await readTrajectories(path, { columns })).toEqual(normal(written));
  });

  it('has the same bytes every time', async () => {
    const [written] = fc.sample(log, { numRuns: 1, seed: 3 });
    await writeTrajectories(at(`a.${format}`), written, origin);
    await writeTrajectories(at(`b.${format}`), written, origin);
    expect(await readFile(at(`a.${format}`))).toEqual(await readFile(at(`b.${format}`)));
  });

  it('keeps the sign of a zero reward', async () => {
    const [written] = fc.sample(log, { numRuns: 1, seed: 4 });
    const negative = { ...written, reward: written.reward.map(() => -0) };
    await writeTrajectories(at(`log.${format}`), negative, origin);
    expect((await readTrajectories(at(`log.${format}`))).reward).toEqual(negative.reward);
  });

  test.prop([log, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })])(
    'that is cut anywhere is noticed',
    async (written, share) => {
      const path = at(`log.${format}`);
      await writeTrajectories(path, written, origin);
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, Math.floor(share * bytes.length)));
      await expect(readTrajectories(path)).rejects.toThrow(DataError);
    },
  );
});

describe('writeTrajectories', () => {
  const small: Trajectories = {
    nEpisodes: 2,
    nStates: 3,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 2, 3),
    state: Int32Array.of(0, 1, 2),
    action: Int32Array.of(1, 0, 1),
    reward: Float64Array.of(0, 0.5, -1),
    nextState: Int32Array.of(1, 2, 0),
    terminated: Uint8Array.of(1, 0),
    propensities: Float64Array.of(0.25, 0.75, 0.5, 0.5, 0, 1),
    hidden: Int32Array.of(0, 1),
    source: { space: 'full' },
  };

  it('writes CSV that anyone can read', async () => {
    expect(await standardOutputOf(() => writeTrajectories('-', small, origin, { format: 'csv' }))).toBe(
      [
        `# couplet {"version":"${origin.version}","command":"test","seed":1,"source":{"space":"full"},"nStates":3,"nActions":2,"nEpisodes":2,"nSteps":3}`,
        'episode,t,state,action,reward,next_state,terminated,hidden,propensity_0,propensity_1',
        '0,0,0,1,0,1,0,0,0.25,0.75',
        '0,1,1,0,0.5,2,1,0,0.5,0.5',
        '1,0,2,1,-1,0,0,1,0,1',
        '',
      ].join('\n'),
    );
  });

  it('writes JSON lines that anyone can read', async () => {
    const named = { ...small, episodeId: ['x', 'y'] };
    expect(await standardOutputOf(() => writeTrajectories('-', named, origin, { format: 'jsonl' }))).toBe(
      [
        `{"couplet":{"version":"${origin.version}","command":"test","seed":1,"source":{"space":"full"},"nStates":3,"nActions":2,"nEpisodes":2,"nSteps":3}}`,
        '{"episode":"x","t":0,"state":0,"action":1,"reward":0,"next_state":1,"terminated":0,"hidden":0,"propensity_0":0.25,"propensity_1":0.75}',
        '{"episode":"x","t":1,"state":1,"action":0,"reward":0.5,"next_state":2,"terminated":1,"hidden":0,"propensity_0":0.5,"propensity_1":0.5}',
        '{"episode":"y","t":0,"state":2,"action":1,"reward":-1,"next_state":0,"terminated":0,"hidden":1,"propensity_0":0,"propensity_1":1}',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<Trajectories>, string]>([
    ['unsound', { action: Int32Array.of(1, 2, 1) }, 'episode 0, t 1: action must be from 0 to 1, got 2'],
    [
      'with a name twice',
      { episodeId: ['x', 'x'] },
      "episodes must have names of their own, got 'x' twice - leave episodeId out to number them",
    ],
    [
      'with an empty name',
      { episodeId: ['x', ''] },
      "episodes must have names of their own, got '' - leave episodeId out to number them",
    ],
  ])('refuses a log %s, before it touches the file', async (_name, fault, message) => {
    await writeFile(at('log.csv'), 'old');
    await expect(writeTrajectories(at('log.csv'), { ...small, ...fault }, origin)).rejects.toThrow(
      new ArgumentError(`writeTrajectories: ${message}`),
    );
    expect(await readFile(at('log.csv'), 'utf8')).toBe('old');
  });

  it.each([
    [
      'log.csv',
      { columns: JSON.parse('{"nextState":"s"}') as object },
      "columns may rename episode, t, state, action, reward, next_state, terminated, truncated, hidden, propensity, log_propensity, propensity_, propensities, got 'nextState'",
    ],
    ['log.csv', { columns: { state: 'action' } }, "columns must have names of their own, got 'action' twice"],
  ])('refuses to write or read %s with %o', async (path, options, message) => {
    await expect(writeTrajectories(path, small, origin, options)).rejects.toThrow(
      new ArgumentError(`writeTrajectories: ${message}`),
    );
    await expect(readTrajectories(path, options)).rejects.toThrow(new ArgumentError(`readTrajectories: ${message}`));
  });

  it.each([
    ['log.xlsx', {}, "path must end in EXTENSIONS, got 'log.xlsx' - give the option format"],
    ['-', {}, "path must end in EXTENSIONS, got '-' - give the option format"],
    ['log.csv', { format: 'xml' as 'csv' }, "format must be one of FORMATS, got 'xml'"],
  ])('knows no format for %s with %o', async (path, options, message) => {
    const told = (extensions: string, formats: string): string =>
      message.replace('EXTENSIONS', extensions).replace('FORMATS', formats);
    await expect(writeTrajectories(path, small, origin, options)).rejects.toThrow(
      new ArgumentError(
        `writeTrajectories: ${told('.csv, .jsonl, .ndjson, .parquet, .npz', 'csv, jsonl, parquet, npz')}`,
      ),
    );
    await expect(readTrajectories(path, options)).rejects.toThrow(
      new ArgumentError(
        `readTrajectories: ${told('.csv, .tsv, .jsonl, .ndjson, .json, .parquet, .npz, .npy', 'csv, jsonl, json, parquet, npz, npy')}`,
      ),
    );
  });

  it('does not write a single array', async () => {
    await expect(writeTrajectories(at('log.npy'), small, origin)).rejects.toThrow(
      new ArgumentError(
        `writeTrajectories: path must end in .csv, .jsonl, .ndjson, .parquet, .npz, got '${at('log.npy')}' - give the option format`,
      ),
    );
  });

  it('goes by extension, in any case', async () => {
    for (const name of ['a.CSV', 'a.ndjson', 'a.JSONL']) {
      await writeTrajectories(at(name), small, origin);
      expect((await readTrajectories(at(name))).nEpisodes).toBe(2);
      expect((await readFile(at(name), 'utf8'))[0]).toBe(name === 'a.CSV' ? '#' : '{');
    }
  });

  it('ends quietly on a closed pipe', async () => {
    const closed = Object.assign(new Error('EPIPE'), { code: 'EPIPE', syscall: 'write' });
    const [first, end] = [0, 20_000].map(Number);
    const long: Trajectories = {
      ...without(small, 'propensities', 'hidden'),
      nEpisodes: 1,
      episodeStart: Uint32Array.of(first, end),
      state: new Int32Array(end),
      action: new Int32Array(end),
      reward: new Float64Array(end),
      nextState: new Int32Array(end),
      terminated: Uint8Array.of(0),
    };
    const text = await standardOutputOf(() => writeTrajectories('-', long, origin, { format: 'csv' }), closed);
    expect(text.length).toBeGreaterThan(0);
  });
});
