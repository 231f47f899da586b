import { stat } from 'node:fs/promises';

const EXTENSION = '.couplet.json';

/**
 * Where the description of a log lies unless the user says otherwise: beside it, under its name.
 *
 * @example
 * descriptionPath('data/log.csv.gz') // 'data/log.couplet.json'
 */
export function descriptionPath(log: string): string {
  return `${log.replace(/\.gz$/i, '').replace(/\.[^./\\]+$/, '')}${EXTENSION}`;
}

/** The description that lies beside a log, if there is one; a log from standard input has none. */
export async function descriptionBeside(log: string): Promise<string | undefined> {
  if (log === '-') return undefined;
  const path = descriptionPath(log);
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? path : undefined;
}
