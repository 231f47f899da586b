import { sha256OfFile } from '../files/index.js';

/** SHA-256 of each input that is a file, by its path; standard input and absent ones are left out. */
export async function inputHashes(paths: readonly (string | undefined)[]): Promise<Record<string, string>> {
  const files = paths.filter((path) => path !== undefined && path !== '-') as string[];
  return Object.fromEntries(await Promise.all(files.map(async (path) => [path, await sha256OfFile(path)] as const)));
}
