import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { provenance } from '../../../../src/files/provenance.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../../src/files/trajectories/readOptions.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { anyLog } from '../../../support/generators.js';
import { without } from '../../../trajectories/without.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const path = (): string => at('log.parquet');
const origin = provenance('test', { seed: 1 });
const source = {
  space: 'seen',
  horizon: 7,
  states: ['A', 'ü', '', '9007199254740993', 'E'],
  actions: ['wait', 'A+V', '-'],
  ends: [{ name: 'death', state: 4 }],
};
const log = anyLog({ nStates: 5, nActions: 3 }).map((any): Trajectories => ({ ...any, source }));
const DAMAGED = 'the file is cut short or damaged, write it again';

/** As it must come back: a full vector tells the propensity of the action taken, and names 0, 1, ... are no names. */
function normal(written: Trajectories): Trajectories {
  const { propensities, nActions, action } = written;
  const propensity =
    written.propensity ?? (propensities && Float64Array.from(action, (a, i) => propensities[i * nActions + a]));
  return {
    ...(written.episodeId?.every((name, e) => name === String(e)) ? without(written, 'episodeId') : written),
    ...(propensity && { propensity }),
  };
}

describe('a log as Parquet', () => {
  test.prop([log])('comes back the same', async (written) => {
    await writeTrajectories(path(), written, origin);
    expect(await readTrajectories(path())).toEqual(normal(written));
  });

  it('keeps the sign of a zero reward, columns of other names, and more steps than a group of rows', async () => {
    const [any] = fc.sample(log, { numRuns: 1, seed: 4 });
    const written = { ...any, reward: any.reward.map((_, i) => (i % 2 ? 0 : -0)) };
    const columns = {
      episode: 'run',
      state: '__proto__',
      ...(written.propensity && { propensity: 'p' }),
      ...(written.propensities && { propensity_: 'p.' }),
    };
    await writeTrajectories(path(), written, origin, { columns });
    const read = await readTrajectories(path(), { columns });
    expect(read).toEqual(normal(written));
    expect(read.reward.every((r, i) => Object.is(r, i % 2 ? 0 : -0))).toBe(true);
    const steps = 250_001;
    const long: Trajectories = {
      nEpisodes: 2,
      nStates: 7,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 150_000, steps),
      state: Int32Array.from({ length: steps }, (_, i) => i % 7),
      action: Int32Array.from({ length: steps }, (_, i) => i % 2),
      reward: Float64Array.from({ length: steps }, (_, i) => i / 7),
      nextState: Int32Array.from({ length: steps }, (_, i) => (i + 1) % 7),
      terminated: Uint8Array.of(1, 0),
      episodeId: ['x', '5'],
      source: {},
    };
    await writeTrajectories(path(), long, origin);
    expect(await readTrajectories(path())).toEqual(long);
  });

  it('has the same bytes every time, and says where it comes from', async () => {
    const [written] = fc.sample(log, { numRuns: 1, seed: 3 });
    await writeTrajectories(path(), written, origin);
    await writeTrajectories(at('again.parquet'), written, origin);
    const bytes = await readFile(path());
    expect(await readFile(at('again.parquet'))).toEqual(bytes);
    const { key_value_metadata: metadata } = parquetMetadata(new Uint8Array(bytes));
    const header: unknown = JSON.parse(metadata?.find(({ key }) => key === 'couplet')?.value ?? '');
    expect(header).toMatchObject({ ...origin, source, nSteps: written.state.length });
  });

  it('with any one bit changed is refused', async () => {
    const [written] = fc.sample(log, { numRuns: 1, seed: 5 });
    await writeTrajectories(path(), written, origin);
    const bytes = await readFile(path());
    for (let bit = 3; bit < 8 * bytes.length; bit += 61) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      await writeFile(at('bit.parquet'), bytes);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      const outcome = await readTrajectories(at('bit.parquet')).catch((error: unknown) => error);
      // The name of the writer and of the digest are no data.
      if (!(outcome instanceof DataError)) expect(outcome, `bit ${bit}`).toEqual(normal(written));
    }
  });
});

describe('Parquet of others', () => {
  type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];
  const read = async (
    columns: Record<string, Column['data'] | Omit<Column, 'name'>>,
    options?: ReadTrajectoriesOptions,
  ): Promise<Trajectories> => {
    const columnData = Object.entries(columns).map(([name, column]) =>
      'data' in column ? { name, ...column } : { name, data: column },
    );
    await writeFile(path(), new Uint8Array(parquetWriteBuffer({ columnData })));
    return readTrajectories(path(), options);
  };
  const plain = {
    episode: [2n ** 53n + 1n, 2n ** 53n + 3n, 2n ** 53n + 3n],
    t: [0, 0, 1],
    state: [0n, 1n, 2n],
    action: [1, 0, 1],
    reward: [0.5, -1, 2],
    next_state: [3, 2, 3],
    terminated: [true, false, true],
  };
  const LOG: Trajectories = {
    nEpisodes: 2,
    nStates: 4,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 1, 3),
    state: Int32Array.of(0, 1, 2),
    action: Int32Array.of(1, 0, 1),
    reward: Float64Array.of(0.5, -1, 2),
    nextState: Int32Array.of(3, 2, 3),
    terminated: Uint8Array.of(1, 1),
    episodeId: ['9007199254740993', '9007199254740995'],
    source: {},
  };

  it('keeps the digits of large ids, and leaves other columns alone', async () => {
    const more = { list: [[1], [2], [3]], when: [new Date(0), new Date(1), new Date(2)] };
    expect(await read({ ...plain, ...more })).toEqual(LOG);
  });

  it('may have decimals, text and columns of other names', async () => {
    const decimal = { data: [0.5, -1, 2], type: 'INT32' } as const;
    const { reward, ...rest } = plain;
    expect(reward).toEqual(decimal.data);
    const columnData = Object.entries(rest).map(([name, data]) => ({ name, data }));
    const schema = [
      { name: 'root', num_children: 7 },
      { name: 'episode', type: 'INT64', repetition_type: 'OPTIONAL' },
      { name: 't', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'state', type: 'INT64', repetition_type: 'OPTIONAL' },
      { name: 'action', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'next_state', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'terminated', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
      { name: 'r', type: 'INT32', converted_type: 'DECIMAL', scale: 2, precision: 9, repetition_type: 'OPTIONAL' },
    ] as const;
    const bytes = parquetWriteBuffer({ columnData: [...columnData, { name: 'r', data: reward }], schema: [...schema] });
    await writeFile(path(), new Uint8Array(bytes));
    expect(await readTrajectories(path(), { columns: { reward: 'r' } })).toEqual(LOG);
  });

  it.each(['OPTIONAL', 'REQUIRED'] as const)('with lists of probabilities, %s, is read', async (given) => {
    const lists = Array.from({ length: 4000 }, (_, i) => [i % 7, 3, 7 - (i % 7)].map((n) => n / 10));
    const bytes = (propensities: unknown[]): Uint8Array => {
      const steps = propensities.map((_, i) => i);
      const names = ['episode', 't', 'state', 'action', 'next_state', 'terminated', 'reward'];
      const columns = [steps.map(() => 0), steps, steps.map(() => 0), steps.map(() => 1), steps.map(() => 0)];
      const columnData = [...columns, steps.map((i) => Number(i === steps.length - 1)), steps.map(() => 0)];
      const schema = [
        { name: 'root', num_children: names.length + 1 },
        ...names.map((name) => ({ name, type: 'INT32', repetition_type: 'REQUIRED' }) as const),
        { name: 'propensities', repetition_type: given, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'DOUBLE', repetition_type: given },
      ] as const;
      const named = names.map((name, k) => ({ name, data: columnData[k] }));
      const all = [...named, { name: 'propensities', data: propensities }];
      return new Uint8Array(parquetWriteBuffer({ columnData: all, schema: [...schema], pageSize: 10_000 }));
    };
    await writeFile(path(), bytes(lists));
    const read = await readTrajectories(path());
    expect(read.propensities).toEqual(Float64Array.from(lists.flat()));
    expect(read.propensity).toEqual(new Float64Array(4000).fill(0.3));
    await writeFile(path(), bytes([...lists, [0.5, 0.5]]));
    await expect(readTrajectories(path())).rejects.toThrow(
      ':4001: propensities must list the probabilities of all 3 actions, got [0.5,0.5]',
    );
    const whole = bytes(lists);
    for (let at = 4; at < whole.length - 8; at += 997) {
      const torn = whole.slice();
      torn[at] ^= 0xff;
      await writeFile(path(), torn);
      // Whatever it is now, it is read or refused in a line, and never hangs.
      const result: unknown = await readTrajectories(path()).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(DataError);
    }
  });

  it.each<[string, Parameters<typeof read>[0], string]>([
    [
      'nothing for a state',
      { ...plain, state: [0, null, 2] },
      ":2: state must be an integer from 0 to 2147483647, got ''",
    ],
    ['no column of states', without(plain, 'state'), ":1: must have a column 'state'"],
    [
      'dates for t',
      { ...plain, t: [new Date(0), new Date(0), new Date(1)] },
      ': column t must hold numbers, truth values or text, got dates or times - cast it before it is written',
    ],
    [
      'lists for a state',
      { ...plain, state: [[0], [1], [2]] },
      ': column state must hold numbers, truth values or text, got',
    ],
  ])('with %s is refused', async (_, columns, message) => {
    const failure: unknown = await read(columns).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect((failure as Error).message).toContain(`${path()}${message}`);
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), `an empty file - ${DAMAGED}`],
    ['zeros', () => Buffer.alloc(100_000), `bytes that are none - ${DAMAGED}`],
    ['a half', (bytes) => bytes.subarray(0, bytes.length / 2), `bytes that are none - ${DAMAGED}`],
    [
      'metadata longer than it',
      (bytes) => {
        bytes.writeUInt32LE(2 ** 31, bytes.length - 8);
        return bytes;
      },
      `metadata cut short - ${DAMAGED}`,
    ],
    [
      'encryption',
      (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('E')]),
      'an encrypted file - write it without encryption',
    ],
  ])('of %s is refused', async (_, change, message) => {
    const columnData = Object.entries(plain).map(([name, data]) => ({ name, data }));
    await writeFile(path(), change(Buffer.from(parquetWriteBuffer({ columnData }))));
    await expect(readTrajectories(path())).rejects.toThrow(new DataError(`${path()}: must be Parquet, got ${message}`));
  });
});
