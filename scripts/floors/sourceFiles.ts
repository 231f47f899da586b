import { readFileSync, readdirSync } from 'node:fs';

/**
 * The sources of src, envs and policies: path from the root of the project, with slashes, to text, in the order of the
 * paths.
 */
export function sourceFiles(root: URL): ReadonlyMap<string, string> {
  return new Map(
    ['src', 'envs', 'policies']
      .flatMap((top) =>
        readdirSync(new URL(top, root), { recursive: true, encoding: 'utf8' }).map((path) => `${top}/${path}`),
      )
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(new URL(path, root), 'utf8')]),
  );
}
