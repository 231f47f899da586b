import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RECIPES } from './recipes.js';
// Refuses a build that is older than the sources.
import '../program.js';

/** A page that the built command wrote, with what it was made from. */
export interface ReportPage {
  /** Where the inputs are, by the names that the recipe gives them. */
  readonly folder: string;
  readonly file: string;
}

const root = new URL('../../../', import.meta.url);
const kept = fileURLToPath(new URL('node_modules/.cache/couplet-pages/', root));

/** Milliseconds after which a process that was to make a page is taken for dead. */
const PATIENCE = 100_000;

/**
 * One of the pages that tests look at. Each is made once for a build, whichever process asks first, and kept: the
 * command gives the same bytes for the same input.
 */
export async function reportPage(name: keyof typeof RECIPES): Promise<ReportPage> {
  const build = buildKey();
  const folder = `${kept}${build}-${name}`;
  const claim = `${folder}.making`;
  mkdirSync(kept, { recursive: true });
  while (!existsSync(folder)) {
    if (!claimed(claim)) {
      await setTimeout(100);
      continue;
    }
    try {
      RECIPES[name](claim);
      forgetOthers(build);
      renameSync(claim, folder);
    } finally {
      rmSync(claim, { recursive: true, force: true });
    }
  }
  return { folder, file: `${folder}/report.html` };
}

/** Of what is built and what is installed. */
function buildKey(): string {
  const hash = createHash('sha256');
  for (const name of ['dist/.built', 'package-lock.json', 'test/support/browser/recipes.ts'])
    hash.update(readFileSync(new URL(name, root)));
  return hash.digest('hex').slice(0, 16);
}

/** Makes the folder, unless another process has. */
function claimed(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch {
    const made = statSync(claim, { throwIfNoEntry: false })?.birthtimeMs;
    if (made !== undefined && performance.timeOrigin + performance.now() - made > PATIENCE)
      rmSync(claim, { recursive: true, force: true });
    return false;
  }
}

function forgetOthers(build: string): void {
  for (const name of readdirSync(kept))
    if (!name.startsWith(build)) rmSync(`${kept}${name}`, { recursive: true, force: true });
}
