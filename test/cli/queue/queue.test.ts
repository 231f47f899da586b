import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectRedis } from '../../../src/cli/queue/connectRedis.js';
import { PASSWORD } from '../../../src/cli/queue/redisUrl.js';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { type RedisServer, redisNote, redisServer, withoutRedis } from '../../support/servers/redisServer.js';
import { type Square, asked, runFolder, specification, working } from './squares.js';

/** With signs that mean something in a URL. */
const PASSWORD_OF_SERVER = 'a/b@c:d%20e+f';

describe.skipIf(withoutRedis !== undefined)(`a queue of trials${redisNote}`, () => {
  let server: RedisServer;
  let folder = '';
  let ran: string[] = [];
  const note = (trial: Square): void => void ran.push(trial.name);
  const squares = (count: number): unknown[] => Array.from({ length: count }, (_, root) => ({ square: root * root }));

  beforeAll(async () => {
    server = await redisServer();
  });
  afterAll(() => server.kill());

  it('gives each trial to one worker, tells Redis no more than names, and leaves nothing there', async () => {
    [folder, ran] = [runFolder(), []];
    const held: string[] = [];
    const { client, end } = await connectRedis(server.url);
    const spy = async (trial: Square): Promise<void> => {
      note(trial);
      for (const key of await client.keys('*'))
        held.push(key, ...((await client.type(key)) === 'hash' ? Object.values(await client.hgetall(key)) : []));
    };
    // Asked for twice at once, in one folder.
    const runs = await Promise.all([
      ...[asked(server.url, folder, 5), asked(server.url, folder, 5)],
      ...[working(server.url, folder, { before: spy }), working(server.url, folder, { before: note })],
    ]);
    for (const run of runs.slice(0, 2)) expect(run).toMatchObject({ reused: 0 });
    expect(runs[0]).toMatchObject({ finished: squares(5).map((result) => ({ result })) });
    expect(ran.sort()).toEqual(Array.from({ length: 5 }, (_, root) => `root-${root}`));
    expect(runs.slice(2)).toEqual([
      { ended: 'done', ran: expect.any(Number) as number },
      { ended: 'done', ran: expect.any(Number) as number },
    ]);
    expect(held.filter((text) => /^[0-9a-f]{64}$/.test(text.split(':').at(-1)!))).not.toEqual([]);
    for (const word of [specification.purpose, 'root', folder]) expect(held.join('\n')).not.toContain(word);
    expect(await client.keys('*')).toEqual([]);
    end();
    // Nothing is left to do.
    expect(await asked(server.url, folder, 5)).toMatchObject({ reused: 5 });
  });

  it('goes on when Redis is killed and comes back empty', async () => {
    [folder, ran] = [runFolder(), []];
    let killed = false;
    const before = async (trial: Square): Promise<void> => {
      note(trial);
      if (ran.length < 3 || killed) return;
      killed = true;
      await server.kill();
      await server.start();
    };
    const [run] = await Promise.all([asked(server.url, folder, 6), working(server.url, folder, { before })]);
    expect(run.finished.map(({ result }) => result)).toEqual(squares(6));
    expect([killed, readdirSync(join(folder, 'trials')).length]).toEqual([true, 6]);
    // Only what was under way may be run twice.
    expect(ran.length).toBeLessThanOrEqual(7);
  });

  it('has a worker that is asked to stop end what it is at, and leave the rest', async () => {
    [folder, ran] = [runFolder(), []];
    const stop = new AbortController();
    const before = (trial: Square): void => {
      note(trial);
      stop.abort();
    };
    const first = working(server.url, folder, { before, signal: stop.signal });
    const run = asked(server.url, folder, 3);
    expect(await first).toMatchObject({ ended: 'stopped' });
    expect(readdirSync(join(folder, 'trials')).length).toBe(ran.length);
    await Promise.all([run, working(server.url, folder, { before: note })]);
    expect(ran).toHaveLength(3);
  });

  it('ends for all with the error of a trial, and begins anew when it is asked for again', async () => {
    [folder, ran] = [runFolder(), []];
    const before = (trial: Square): void => {
      if (trial.root === 1) throw new DataError('root-1: must be better, got this');
    };
    const [run, worker] = await Promise.allSettled([
      asked(server.url, folder, 4),
      working(server.url, folder, { before }),
    ]);
    for (const each of [run, worker])
      expect(each).toMatchObject({ reason: { message: 'root-1: must be better, got this' } });
    expect((run as PromiseRejectedResult).reason).toBeInstanceOf(DataError);
    const [again] = await Promise.all([asked(server.url, folder, 4), working(server.url, folder)]);
    expect(again.finished.map(({ result }) => result)).toEqual(squares(4));
  });

  it('asks for a password without saying one', async () => {
    const guarded = await redisServer('--requirepass', PASSWORD_OF_SERVER);
    const { host } = new URL(guarded.url);
    await expect(connectRedis(guarded.url)).rejects.toThrow(
      `must answer at redis://${host}, got NOAUTH Authentication required. - put its password into COUPLET_REDIS_PASSWORD`,
    );
    await expect(connectRedis(`redis://:guess@${host}`)).rejects.toThrow(/^(?!.*guess).*WRONGPASS/);
    const password = encodeURIComponent(PASSWORD_OF_SERVER);
    for (const [url, environment] of [
      [`redis://:${password}@${host}`, undefined],
      [`redis://default@${host}`, PASSWORD_OF_SERVER],
      [guarded.url, PASSWORD_OF_SERVER],
    ] as const) {
      vi.stubEnv(PASSWORD, environment);
      const { end } = await connectRedis(url);
      end();
    }
    vi.unstubAllEnvs();
    await guarded.kill();
  });
});

describe('--redis', () => {
  it('says where no server answers, without the password', async () => {
    await expect(connectRedis('redis://me:secret@127.0.0.1:1')).rejects.toThrow(
      /^--redis: a Redis server must answer at redis:\/\/127\.0\.0\.1:1, got connect ECONNREFUSED 127\.0\.0\.1:1 - start it/,
    );
  });

  it.each(['http://me:secret@host', 'me:secret@host:6379', 'redis://', ''])("must be a URL, not '%s'", async (url) => {
    const fault = await connectRedis(url).catch((error: unknown) => error as Error);
    expect(fault).toBeInstanceOf(ArgumentError);
    expect((fault as Error).message).toMatch(/^--redis: must be redis:\/\/HOST:PORT/);
    expect((fault as Error).message).not.toContain('secret');
  });
});
