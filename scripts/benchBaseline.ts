import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BaselineJob, type Measured, fileOf } from './baseline/job.js';
import { rowsJob } from './baseline/rowsJob.js';
import { simulateJob } from './baseline/simulateJob.js';

/** Seen from dist/scripts, where the compiled benchmark runs: the C sources are not copied there. */
const SOURCES = fileURLToPath(new URL('../../scripts/baseline/', import.meta.url));
const FLAGS = ['-O3', '-march=native'];
const RUNS = 9;
/** Relative difference up to which two sums are the same: the two compilers round in their own ways. */
const SAME = 1e-12;

/**
 * Times the inner loops against the same loops in C, turn by turn, once both have given the same figures.
 *
 * @throws Error if they have not
 */
export function* baselineTimings(): Generator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'couplet-baseline-'));
  try {
    const fault = compile(folder, 'simulate') ?? compile(folder, 'rows');
    if (fault !== undefined) {
      yield `JavaScript against C: left out, as ${fault}`;
      return;
    }
    yield `JavaScript against C (cc ${FLAGS.join(' ')}): CPU time, medians of ${RUNS} turns, the same figures to ${SAME}`;
    for (const job of [simulateJob(300_000), rowsJob(10, 200_000, 500_000), rowsJob(146, 3000, 50_000)])
      yield* compared(job, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns what stands in the way, if anything does */
function compile(folder: string, source: string): string | undefined {
  const { error, status, stderr } = spawnSync(
    'cc',
    [...FLAGS, '-o', join(folder, source), join(SOURCES, `${source}.c`), '-lm'],
    { encoding: 'utf8' },
  );
  if (error) return `no C compiler runs here: ${error.message}`;
  return status === 0 ? undefined : `cc cannot compile ${source}.c: ${stderr.trim().split('\n')[0]}`;
}

function* compared(job: BaselineJob, folder: string): Generator<string> {
  const tables = join(folder, 'tables');
  writeFileSync(tables, fileOf(job.tables));
  const program = (): Measured[] =>
    execFileSync(join(folder, job.source), [tables], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => {
        const [seconds, ...sums] = line.split(' ').map(Number);
        return { seconds, sums };
      });
  // A first turn unmeasured, by which the compiler of JavaScript has done its work.
  const turns = Array.from({ length: RUNS + 1 }, () => [job.run(), program()] as const);
  for (const [js, c] of turns) checkSame(job, js, c);
  for (const [k, name] of job.names.entries()) {
    const [js, c] = [0, 1].map((side) => median(turns.slice(1).map((turn) => turn[side][k].seconds)));
    yield `  ${name.padEnd(48)} ${seconds(js)} in JavaScript, ${seconds(c)} in C: ${(js / c).toFixed(2)} times`;
  }
}

function checkSame({ names }: BaselineJob, js: readonly Measured[], c: readonly Measured[]): void {
  for (const [k, name] of names.entries())
    for (const [i, sum] of js[k].sums.entries())
      if (!(Math.abs(sum - c[k].sums[i]) <= SAME * Math.abs(sum)))
        throw new Error(`baseline: ${name} must give the same sums in both, got ${sum} and ${c[k].sums[i]} in C`);
}

const seconds = (value: number): string => `${(value * 1000).toFixed(1)} ms`.padStart(9);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
