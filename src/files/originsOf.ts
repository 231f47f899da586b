import type { Provenance } from './provenance.js';

/**
 * The files that inputs were made from, all the way back, by name and hash: what the provenance of what is made of them
 * holds as `origins`.
 *
 * @param inputs the provenance of each input; undefined for one that has none
 * @returns each hash once; files of one name are told apart by a number
 */
export function originsOf(inputs: readonly (Partial<Provenance> | undefined)[]): Record<string, string> {
  const origins: Record<string, string> = {};
  const seen = new Set<string>();
  for (const made of inputs)
    for (const [name, hash] of [...Object.entries(made?.inputs ?? {}), ...Object.entries(made?.origins ?? {})]) {
      if (seen.has(hash)) continue;
      seen.add(hash);
      let key = name;
      for (let copy = 2; Object.hasOwn(origins, key); copy++) key = `${name} (${copy})`;
      origins[key] = hash;
    }
  return origins;
}
