import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What became of a run: which files failed, and how long each took in milliseconds. */
export interface TestRun {
  readonly failed: readonly string[];
  readonly milliseconds: ReadonlyMap<string, number>;
}

/** Stands for the file that failed where a run was ended from outside, or failed outside of any file. */
export const NO_END = 'the run itself';

/** Milliseconds: a fault may keep a run from ending. */
const LIMIT = 30 * 60_000;

/**
 * Runs test files in one process, in the order given.
 *
 * @param root of the copy in which they run
 * @param bail whether to stop at the first failure
 */
export async function runTests(root: string, files: readonly string[], bail: boolean): Promise<TestRun> {
  const report = join(root, 'dist', 'tests.json');
  await rm(report, { force: true });
  const args = ['run', '--config', 'scripts/faults/vitest.config.ts', '--maxWorkers=1', `--outputFile=${report}`];
  const child = spawn('node', ['node_modules/vitest/vitest.mjs', ...args, ...(bail ? ['--bail=1'] : []), ...files], {
    cwd: root,
    env: { ...process.env, COUPLET_TEST_ORDER: JSON.stringify(files) },
    stdio: 'ignore',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('exit', done));
  if (code === null) return { failed: [NO_END], milliseconds: new Map() };
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report;
  const nameOf = (path: string): string => path.slice(root.length + 1);
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => nameOf(name));
  return {
    failed: failed.length === 0 && code !== 0 ? [NO_END] : failed,
    milliseconds: new Map(testResults.map(({ name, startTime, endTime }) => [nameOf(name), endTime - startTime])),
  };
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}
