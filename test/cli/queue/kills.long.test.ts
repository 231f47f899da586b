import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../../support/couplet.js';
import { program } from '../../support/program.js';
import { type RedisServer, redisNote, redisServer, withoutRedis } from '../../support/servers/redisServer.js';

/** Eight trials of some seconds each. */
const command = ['reproduce', 'oberst-sontag', '--quick', '--episodes', '200', '--trials', '7'];
const TRIALS = 8;
const folder = emptyFolder();
let whole = '';

interface Running {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly said: () => string;
  readonly end: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

function started(args: readonly string[]): Running {
  return startedBy(process.execPath, [program, ...args]);
}

function startedBy(shell: string, args: readonly string[]): Running {
  const child = spawn(shell, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return { child, end, said: () => stderr };
}

async function killed({ child, end }: Running): Promise<void> {
  child.kill('SIGKILL');
  expect((await end).code).toBe(null);
}

function trialsIn(out: string): string[] {
  const path = join(folder, out, 'trials');
  return existsSync(path) ? readdirSync(path).filter((name) => /^[^.].*\.json$/.test(name)) : [];
}

/** @throws where one of those at work ends before there are so many trials */
async function until(out: string, count: number, atWork: readonly Running[]): Promise<void> {
  let ended: string | undefined;
  for (const { end } of atWork) void end.then(({ code, stderr }) => (ended = `exit code ${code}: ${stderr}`));
  for (;;) {
    // Asked first: whoever ends has written all that it ran.
    const fault = ended;
    if (trialsIn(out).length >= count) return;
    if (fault !== undefined) throw new Error(fault);
    await wait(20);
  }
}

function sha256(out: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, out, 'results.json')))
    .digest('hex');
}

/** Which files of a folder are the very ones that were there: nothing ran those trials again. */
function versions(out: string): Record<string, number> {
  return Object.fromEntries(trialsIn(out).map((name) => [name, statSync(join(folder, out, 'trials', name)).ino]));
}

beforeAll(() => {
  expect(couplet(folder, [...command, '--out', 'whole']).code).toBe(0);
  expect(trialsIn('whole')).toHaveLength(TRIALS);
  whole = sha256('whole');
});

describe('shards', () => {
  it('of which one is killed in the middle give the report of one process', async () => {
    const shard = (i: number): Running =>
      started([...command, '--out', 'shards', '--workers', '1', '--shard', `${i}/2`]);
    const first = shard(0);
    await until('shards', 1, [first]);
    await killed(first);
    const before = versions('shards');
    expect(Object.keys(before).length).toBeLessThan(TRIALS / 2);
    expect((await shard(1).end).code).toBe(0);
    const merged = couplet(folder, [...command, '--out', 'shards']);
    expect(merged.stderr).toContain(`(${Object.keys(before).length + TRIALS / 2} from an earlier run)`);
    expect(versions('shards')).toMatchObject(before);
    expect(sha256('shards')).toBe(whole);
  });

  it('killed at any moment leave whole files, or none', async () => {
    for (const delay of [600, 900, 1200, 1500, 2000, 2500, 3000]) {
      const one = started([...command, '--out', 'often']);
      await wait(delay);
      one.child.kill('SIGKILL');
      await one.end;
      for (const name of trialsIn('often')) JSON.parse(readFileSync(join(folder, 'often', 'trials', name), 'utf8'));
    }
    expect(couplet(folder, [...command, '--out', 'often']).code).toBe(0);
    expect(readdirSync(join(folder, 'often', 'trials'))).toHaveLength(TRIALS);
    expect(sha256('often')).toBe(whole);
  });

  it('take over what is damaged', () => {
    const path = join(folder, 'often', 'trials', trialsIn('often')[0]);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100));
    expect(couplet(folder, [...command, '--out', 'often']).stderr).toContain(`(${TRIALS - 1} from an earlier run)`);
    expect(sha256('often')).toBe(whole);
  });

  it('may be two of the same run in one folder at once', async () => {
    const both = [1, 2].map(() => started([...command, '--out', 'twice', '--workers', '1']));
    for (const { end } of both) expect((await end).code).toBe(0);
    expect(readdirSync(join(folder, 'twice', 'trials'))).toHaveLength(TRIALS);
    expect(sha256('twice')).toBe(whole);
  });
});

describe.skipIf(withoutRedis !== undefined)(`workers${redisNote}`, () => {
  let server: RedisServer;
  const driver = (out: string): Running => started([...command, '--out', out, '--redis', server.url]);
  const workerOf = (out: string): string[] => ['worker', '--redis', server.url, '--out', out];
  const worker = (out: string): Running => started([...workerOf(out), '--workers', '1']);

  beforeAll(async () => {
    server = await redisServer();
  });
  afterAll(() => server.kill());

  it('of which one is killed inside a trial: another takes it over', async () => {
    const [run, first] = [driver('worker'), worker('worker')];
    await until('worker', 2, [run, first]);
    await killed(first);
    const before = versions('worker');
    const second = worker('worker');
    const { code, stderr } = await second.end;
    expect(code).toBe(0);
    expect(stderr).toContain('is taken over from a worker that fell silent');
    expect(stderr).toContain(`${TRIALS - Object.keys(before).length} of ${TRIALS} trials`);
    expect((await run.end).code).toBe(0);
    expect(versions('worker')).toMatchObject(before);
    expect(sha256('worker')).toBe(whole);
  });

  it('lose nothing when Redis is killed and comes back empty', async () => {
    const [run, one, other] = [driver('redis'), worker('redis'), worker('redis')];
    await until('redis', 2, [run, one, other]);
    await server.kill();
    await wait(3000);
    await server.start();
    const ends = await Promise.all([run.end, one.end, other.end]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(ends[0].stderr).toContain('does not answer');
    const ran = ends.slice(1).map(({ stderr }) => Number(/(\d+) of 8 trials/.exec(stderr)![1]));
    console.log(`Redis killed: ${ran.join(' + ')} trials run for ${TRIALS}`);
    expect(sha256('redis')).toBe(whole);
  });

  it('end, and so does the one that asked, when Redis is gone for good', async () => {
    const last = couplet(folder, [...command, '--out', 'gone', '--shard', '0/2']);
    expect(last.code).toBe(0);
    const [run, first] = [driver('gone'), started([...workerOf('gone'), '--workers', String(TRIALS / 2)])];
    // All that are missing are under way by then.
    await until('gone', TRIALS / 2 + 1, [run, first]);
    await server.kill();
    const ends = [await run.end, await first.end];
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(sha256('gone')).toBe(whole);

    // One that has nothing to do ends when it is asked to.
    await server.start();
    const idle = worker('nowhere');
    while (!idle.said().includes('waiting for a run')) await wait(20);
    await server.kill();
    idle.child.kill('SIGTERM');
    expect((await idle.end).code).toBe(143);
    await server.start();
  });

  it('that are silent for long repeat what was taken over, and no more', async () => {
    const [run, first] = [driver('silent'), worker('silent')];
    await until('silent', 1, [run, first]);
    first.child.kill('SIGSTOP');
    const second = worker('silent');
    await until('silent', TRIALS - 1, [run, second]);
    first.child.kill('SIGCONT');
    for (const { end } of [run, first, second]) expect((await end).code).toBe(0);
    expect(sha256('silent')).toBe(whole);
  });

  it('leave a trial that their disk has no room for to others', async () => {
    const run = driver('full');
    const limited = ['-c', 'ulimit -f 1; exec "$@"', 'sh', process.execPath, program, ...workerOf('full')];
    const first = startedBy('sh', limited);
    const { code, stderr } = await first.end;
    expect(code).toBe(1);
    expect(stderr).toContain('got a limit on the size of files');
    expect(trialsIn('full')).toEqual([]);
    expect((await worker('full').end).code).toBe(0);
    expect((await run.end).code).toBe(0);
    expect(sha256('full')).toBe(whole);
  });

  it('go on without the one that asked, which finds all when it asks again', async () => {
    const [run, one] = [driver('driver'), worker('driver')];
    await until('driver', 1, [run, one]);
    await killed(run);
    expect((await one.end).code).toBe(0);
    expect(trialsIn('driver')).toHaveLength(TRIALS);
    const again = await driver('driver').end;
    expect(again.stderr).toContain(`(${TRIALS} from an earlier run)`);
    expect(sha256('driver')).toBe(whole);
  });

  it('serve two that ask for the same in one folder', async () => {
    const [one, other, first] = [driver('both'), driver('both'), worker('both')];
    for (const { end } of [one, other, first]) expect((await end).code).toBe(0);
    expect((await first.end).stderr).toContain(`${TRIALS} of ${TRIALS} trials`);
    expect(sha256('both')).toBe(whole);
  });

  it('end what they are at when they are asked to stop', async () => {
    const [run, first] = [driver('stopped'), worker('stopped')];
    await until('stopped', 1, [run, first]);
    first.child.kill('SIGTERM');
    const { code, stderr } = await first.end;
    expect(code).toBe(143);
    expect(stderr).toContain('stopping after SIGTERM: trials under way are being ended');
    expect(stderr).toContain(`${trialsIn('stopped').length} of ${TRIALS} trials`);
    expect((await worker('stopped').end).code).toBe(0);
    expect((await run.end).code).toBe(0);
    expect(sha256('stopped')).toBe(whole);
  });
});
