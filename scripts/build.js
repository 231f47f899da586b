import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `node scripts/build.js` compiles into dist/, unless dist/ is already what these sources gave: contents are compared,
 * not times, so that it costs a tenth of a second to call it before whatever runs the built program. With `--check` it
 * compiles nothing, and fails where it would. Types are not checked here, which takes twice the time of the rest: `npm
 * run check:types` does, and `prepack` and `npm test` run it.
 *
 * The folders below belong to the compiler: they are emptied first, so that nothing is left of a source that is gone.
 * What else is built goes elsewhere in dist/.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const project = 'scripts/tsconfig.build.json';
const folders = ['src', 'envs', 'policies', 'scripts'];
const stamp = join(root, 'dist', '.built');

/** Files below folders, from the root of the project, whose names end so; of folders that are not there none. */
function filesBelow(tops, suffixes) {
  return tops
    .filter((top) => existsSync(join(root, top)))
    .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((name) => join(top, name)))
    .filter((name) => suffixes.some((suffix) => name.endsWith(suffix)))
    .sort();
}

/** SHA-256 of files and what they are called, in hexadecimal. */
function digest(names) {
  const hash = createHash('sha256');
  for (const name of names) {
    const bytes = readFileSync(join(root, name));
    hash.update(`${name} ${bytes.length} `).update(bytes);
  }
  return hash.digest('hex');
}

const compiled = folders.map((folder) => join('dist', folder));
const outputs = () => digest(filesBelow([...compiled, join('dist', 'page')], ['.js', '.js.map', '.d.ts', '.css']));

// Before the compiler reads them: what is changed while it runs then counts as newer. The packages count, as the pages
// hold some of them.
const sources = digest([
  'tsconfig.json',
  'package-lock.json',
  project,
  ...filesBelow(folders, ['.ts', '.tsx', '.css']),
]);
const built = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};

if (built.sources !== sources || built.outputs !== outputs()) {
  if (process.argv.includes('--check')) {
    console.error('dist: must be built from the sources as they are, got an older build or none - npm run build');
    process.exit(1);
  }
  rmSync(stamp, { force: true });
  for (const folder of compiled) rmSync(join(root, folder), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', project, '--noCheck'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const bundled = spawnSync(process.execPath, [join(root, 'dist', 'scripts', 'buildPage.js')], { stdio: 'inherit' });
  if (bundled.status !== 0) process.exit(bundled.status ?? 1);
  writeFileSync(stamp, JSON.stringify({ sources, outputs: outputs() }));
}
