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

/** A connection, and what ends it. */
export interface RedisConnection {
  readonly client: Redis;
  /** Ends it and all that were made of it, whatever they wait for: where Redis is gone, BullMQ would wait for ever. */
  readonly end: () => void;
}

/**
 * Connects to Redis. A server that does not answer is an error now; one that is lost later is waited for, as nothing
 * depends on what it holds.
 *
 * @param text URL; the password may be in the environment instead
 * @throws ArgumentError for what is no URL, or without the packages; DataError where no server answers, or not to us
 */
export async function connectRedis(text: string): Promise<RedisConnection> {
  const url = parseRedisUrl(text);
  const { Redis } = await optionalPackage('--redis', PACKAGES, () => import('ioredis'));
  if (url.password === '') url.password = encodeURIComponent(process.env[PASSWORD] ?? '');
  let fault: string | undefined;
  let answered = false;
  const client = new Redis(url.href, {
    lazyConnect: true,
    // BullMQ waits for its server.
    maxRetriesPerRequest: null,
    retryStrategy: () => (answered ? RETRY : null),
  });
  const clients = [client];
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (options) => {
    clients.push(duplicate(options));
    return clients.at(-1)!;
  };
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
  return {
    client,
    end() {
      for (const each of clients) each.disconnect();
    },
  };
}

function remedyOf(fault: string): string {
  return /NOAUTH|WRONGPASS|NOPERM/.test(fault)
    ? `put its password into ${PASSWORD}, or as redis://:PASSWORD@HOST:PORT`
    : 'start it (redis-server), and check host, port and whether it wants TLS (rediss://)';
}
