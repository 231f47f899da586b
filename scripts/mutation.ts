import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { placeKey, textAt } from './mutation/mutantKey.js';
import { mutantsOf } from './mutation/mutants.js';
import { mutationScore } from './mutation/mutationScore.js';
import { PLACES } from './mutation/sampleChecker.js';
import { seededSample } from './mutation/seededSample.js';

/**
 * Changes the code of a folder in small ways, and says which changes no test of that folder sees:
 * `npm run mutation -- --folder core --sample 150 --seed 1`; all of them without --sample, and several folders in turn.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    sample: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
  },
});
const root = process.cwd();
const [size, seed] = [values.sample, values.seed].map(Number);
const FOLDERS = ['core', 'mdp', 'trajectories', 'fit', 'mechanisms', 'counterfactual', 'ope'];
const lines: string[] = [];
const places = await mkdtemp(join(tmpdir(), 'couplet-mutation-'));

try {
  for (const folder of values.folder ?? FOLDERS) lines.push(await tried(folder));
} finally {
  await rm(places, { recursive: true });
}
console.log(`\n${lines.join('\n')}`);

/** Tries the changes of a folder, prints those that nothing saw, and returns the line of the table. */
async function tried(folder: string): Promise<string> {
  const all = await mutantsOf(root, folder);
  const drawn = seededSample(all, ({ content }) => content, { seed, size });
  const file = join(places, `${folder}.json`);
  await writeFile(file, JSON.stringify(drawn.map(({ mutant }) => placeKey(mutant))));
  // The processes of Stryker hear of it by their environment alone.
  process.env[PLACES] = file;
  process.env['COUPLET_MUTATED'] = folder;
  const started = performance.now();
  const results = await new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner', fileURLToPath(new URL('./mutation/sampleChecker.js', import.meta.url))],
    checkers: ['sample'],
    mutate: drawn.map(({ mutant }) => rangeOf(mutant)),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    incremental: false,
    inPlace: false,
    concurrency: 1,
    timeoutMS: 300_000,
    timeoutFactor: 3,
    tempDirName: '.stryker-tmp',
    ignorePatterns: ['dist', 'coverage', 'couplet-demo'],
    reporters: ['progress-append-only'],
    allowEmpty: true,
  }).runMutationTest();
  const counted = results.filter(({ status }) => status !== 'CompileError');
  const { seen, survived, uncovered, ignored, score } = mutationScore(counted);
  const words = mutationScore(counted.filter(({ mutatorName }) => mutatorName !== 'StringLiteral')).score;
  for (const result of counted) await print(result);
  const minutes = (performance.now() - started) / 60_000;
  return `${folder}: ${percent(score)} of ${drawn.length} of ${all.length} mutants, seed ${seed} (${percent(words)} without those of texts): ${seen} seen, ${survived} survived, ${uncovered} run by no test, ${ignored} of loading not tried; ${minutes.toFixed(1)} minutes`;
}

function percent(score: number | undefined): string {
  return score === undefined ? '-' : `${(100 * score).toFixed(1)} %`;
}

/** Lines count from 1 in Stryker's patterns, and from 0 in its mutants; columns from 0 in both. */
function rangeOf({ fileName, location: { start, end } }: Pick<MutantResult, 'fileName' | 'location'>): string {
  return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

/** Lines and columns count from 1 in what Stryker returns. */
async function print({ fileName, location, status, mutatorName, replacement }: MutantResult): Promise<void> {
  if (status !== 'Survived' && status !== 'NoCoverage') return;
  const { start, end } = location;
  const original = textAt(await readFile(fileName, 'utf8'), {
    start: { line: start.line - 1, column: start.column - 1 },
    end: { line: end.line - 1, column: end.column - 1 },
  });
  const what = status === 'Survived' ? 'survived' : 'not run';
  console.log(
    `${what}: ${relative(root, fileName)}:${start.line}:${start.column} ${mutatorName}\n  - ${original}\n  + ${replacement}`,
  );
}
