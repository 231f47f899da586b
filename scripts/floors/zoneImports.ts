import { posix } from 'node:path';
import { zoneOf } from './floors.js';
import { importsOf } from './importsOf.js';

/**
 * The folders of a tree, each with those that it imports from.
 *
 * @param files path from the root of the project, with slashes, to text
 */
export function zoneImports(files: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> {
  const zones = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const name = zoneOf(path);
    const from = zones.get(name) ?? new Set<string>();
    zones.set(name, from);
    for (const { specifier } of importsOf(path, text)) {
      if (!specifier.startsWith('.')) continue;
      const other = zoneOf(posix.join(posix.dirname(path), specifier));
      if (other !== name) from.add(other);
    }
  }
  return zones;
}
