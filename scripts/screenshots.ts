import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atomicWrite } from '../src/files/write/atomicWrite.js';
import { looks } from './pictures/looks.js';
import { screenshot } from './pictures/screenshot.js';

/**
 * `npm run screenshots`, from the root of the project: the first screen of the report on the demo's patients, by day and
 * by night, as README shows it.
 *
 * With a folder, as `npm run screenshots -- looks`, instead all parts of it and the playground in there, to be looked at
 * after a change of the page.
 */
const into = process.argv.at(2);
const command = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'couplet-'));
const run = (...args: readonly string[]): Buffer => execFileSync(process.execPath, [command, ...args], { cwd: folder });
try {
  run('demo', '--out', 'demo');
  run('report', 'demo/log.csv', '--mdp=demo/mdp.json', '--policy=demo/target.json', '--out=report.html');
  await mkdir(into ?? 'docs/pictures', { recursive: true });
  if (into !== undefined) {
    run('playground', '--out', 'play.html');
    const files = { report: join(folder, 'report.html'), playground: join(folder, 'play.html') };
    for await (const [name, picture] of looks(files)) await put(join(into, `${name}.png`), picture);
  } else
    for (const theme of ['light', 'dark'] as const)
      await put(`docs/pictures/report-${theme}.webp`, await screenshot(join(folder, 'report.html'), theme));
} finally {
  rmSync(folder, { recursive: true });
}
// The browser would keep the program waiting.
process.exit();

async function put(path: string, picture: Uint8Array): Promise<void> {
  await atomicWrite(path, [picture]);
  console.log(path);
}
