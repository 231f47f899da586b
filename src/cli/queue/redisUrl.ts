import { ArgumentError } from '../../core/errors.js';

/** Holds the password where the URL has none: arguments of a process can be read by others of the machine. */
export const PASSWORD = 'COUPLET_REDIS_PASSWORD';

/**
 * Reads `--redis`.
 *
 * @throws ArgumentError for what is no URL of Redis
 */
export function parseRedisUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '') return url;
  throw new ArgumentError(
    `--redis: must be redis://HOST:PORT, or rediss://HOST:PORT for TLS, got '${withoutPassword(text)}'`,
  );
}

/** A URL for messages: who reads a log need not know the password. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function withoutPassword(text: string): string {
  return text.replace(/^(\w+:\/\/)?.*@/s, '$1');
}
