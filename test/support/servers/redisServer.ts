import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { emptyFolder } from '../emptyFolder.js';
import { freePort } from './freePort.js';
import { missingPrograms, programAt } from './onPath.js';

/** Why tests that need a Redis server are left out; undefined where there is one. */
export const withoutRedis: string | undefined =
  missingPrograms('redis-server').length > 0
    ? 'no Redis server is installed: redis-server (Debian: apt-get install redis-server)'
    : undefined;

/** What stands behind the name of tests that are left out. */
export const redisNote: string = withoutRedis === undefined ? '' : ` (left out: ${withoutRedis})`;

/** A Redis server of its own, on a port of this machine alone, that keeps nothing. */
export interface RedisServer {
  readonly url: string;
  /** As if the power went: all that it held is gone. */
  kill(): Promise<void>;
  /** At the same port, empty. */
  start(): Promise<void>;
}

/** @param options further ones, as redis-server has them */
export async function redisServer(...options: readonly string[]): Promise<RedisServer> {
  const [folder, port] = [emptyFolder(), await freePort()];
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill('SIGKILL');
  process.once('exit', end);
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      if (!child) return;
      const ended = once(child, 'exit');
      end();
      await ended;
      child = undefined;
    },
    async start() {
      const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
      const started = spawn(programAt('redis-server')!, [...place, '--save', '', '--appendonly', 'no', ...options], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      let said = '';
      while (!said.includes('Ready to accept connections')) {
        const [text] = (await Promise.race([
          once(started.stdout, 'data'),
          once(started, 'exit').then(() => {
            throw new Error(`redis-server ended: ${said}`);
          }),
        ])) as [Buffer];
        said += text.toString();
      }
      started.stdout.resume();
    },
  };
  await server.start();
  return server;
}
