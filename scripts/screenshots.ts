import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atomicWrite } from '../src/files/write/atomicWrite.js';
import { screenshot } from './pictures/screenshot.js';

/**
 * `npm run screenshots`, from the root of the project: the first screen of the report on the demo's patients, by day and
 * by night, as README shows it.
 */
const command = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'couplet-'));
const run = (...args: readonly string[]): Buffer => execFileSync(process.execPath, [command, ...args], { cwd: folder });
try {
  run('demo', '--out', 'demo');
  run('report', 'demo/log.csv', '--mdp=demo/mdp.json', '--policy=demo/target.json', '--out=report.html');
  await mkdir('docs/pictures', { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    const path = `docs/pictures/report-${theme}.webp`;
    await atomicWrite(path, [await screenshot(join(folder, 'report.html'), theme)]);
    console.log(path);
  }
} finally {
  rmSync(folder, { recursive: true });
}
// The browser would keep the program waiting.
process.exit();
