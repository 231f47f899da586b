import type * as bullmq from 'bullmq';
import type { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import { DataError } from '../../core/errors.js';
import { optionalPackage } from '../../core/optionalPackage.js';
import { warn } from '../say.js';
import { PASSWORD, parseRedisUrl, shownUrl } from './redisUrl.js';

/** Milliseconds that a server has to answer at first. */
const PATIENCE = 10_000;

/** Milliseconds between attempts to reach a server that answered once. */
const RETRY = 1000;

/** What `--redis` needs beside Couplet. */
const PACKAGES = ['bullmq', 'ioredis'];

/** Loads BullMQ, which installs may lack. */
export function loadQueues(): Promise<typeof bullmq> {
  return optionalPackage('--redis', PACKAGES, () => import('bullmq'));
}

/**
 * Connects to Redis. A server that does not answer is an error now; one that is lost later is waited for, as nothing
 * depends on what it holds.
 *
 * @param text URL; the password may be in the environment instead
 * @throws ArgumentError for what is no URL, or without the packages; DataError where no server answers, or not to us
 */
export async function connectRedis(text: string): Promise<Redis> {
  const url = parseRedisUrl(text);
  const { Redis } = await optionalPackage('--redis', PACKAGES, () => import('ioredis'));
  const password = url.password === '' ? process.env[PASSWORD] : undefined;
  let fault: string | undefined;
  let answered = false;
  const client = new Redis(url.href, {
    ...(password !== undefined && { password }),
    lazyConnect: true,
    // BullMQ waits for its server.
    maxRetriesPerRequest: null,
    retryStrategy: () => (answered ? RETRY : null),
  });
  client.on('error', (error: Error) => {
    fault = error.message;
    if (answered) warn(`Redis at ${shownUrl(url)} does not answer (${error.message}); trying again`);
  });
  const silence = wait(PATIENCE, undefined, { ref: false }).then(() => {
    throw new Error(`no answer in ${PATIENCE / 1000} seconds`);
  });
  try {
    await Promise.race([client.connect().then(() => client.ping()), silence]);
  } catch (error) {
    client.disconnect();
    throw new DataError(
      `--redis: a Redis server must answer at ${shownUrl(url)}, got ${fault ?? (error as Error).message} - ${remedyOf(fault ?? '')}`,
    );
  }
  silence.catch(() => undefined);
  answered = true;
  return client;
}

function remedyOf(fault: string): string {
  return /NOAUTH|WRONGPASS|NOPERM/.test(fault)
    ? `put its password into ${PASSWORD}, or as redis://:PASSWORD@HOST:PORT`
    : 'start it (redis-server), and check host, port and whether it wants TLS (rediss://)';
}
