import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where programs of servers are that Debian keeps out of the path of users. */
const SYSTEM = ['/usr/sbin', '/sbin'];

/** Those of some programs that are not installed here. */
export function missingPrograms(...names: readonly string[]): string[] {
  return names.filter((name) => programAt(name) === undefined);
}

/** The path of a program; undefined where it is not installed. */
export function programAt(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), ...SYSTEM];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
