import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intensiveCareCsv } from './benchStays.js';

const program = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/** The commands that follow each stay, of a log of 750 states and 25 actions. */
const PROBLEM = ['--mdp', 'mdp.json', '--policy', 'policy.json'];
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['effect', ...PROBLEM],
  ['explain', '--mdp', 'mdp.json', '--threads', '1'],
  ['evaluate', ...PROBLEM, '--bounds', '--threads', '1'],
  ['evaluate', ...PROBLEM, '--bounds', '--threads', '2'],
  ['compare', ...PROBLEM, '--no-bound', '--threads', '1'],
  ['compare', ...PROBLEM, '--threads', '1'],
  ['compare', ...PROBLEM, '--threads', '2'],
  ['ope', '--policy', 'policy.json'],
  ['report', ...PROBLEM, '--out', 'report.html'],
];

/** Reads what a process took when it ends, as its last words. */
const TELL = `data:text/javascript,process.on('exit',()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();process.stderr.write('\\n'+[(u+s)/1e6,m/1024])})`;

/**
 * CPU seconds and most memory of whole commands at the size of real logs, each in a process of its own.
 *
 * @param large also 5,000 stays, which take minutes
 * @returns lines of a table
 */
export function* commandTimings(large: boolean): Generator<string> {
  for (const stays of large ? [1000, 5000] : [1000]) {
    const folder = mkdtempSync(join(tmpdir(), 'couplet-bench-'));
    try {
      writeFileSync(join(folder, 'log.csv'), intensiveCareCsv(1, stays));
      run(folder, ['fit', 'log.csv', '--states', '750', '--actions', '25', '--out', 'mdp.json']);
      run(folder, ['solve', 'mdp.json', '--discount', '0.99', '--out', 'policy.json']);
      for (const [command, ...options] of COMMANDS) {
        const [seconds, megabytes] = run(folder, [command, 'log.csv', ...options]);
        const name = [
          command,
          ...options.filter(
            (option) => option.endsWith('bound') || ['--bounds', '--threads', '1', '2'].includes(option),
          ),
        ].join(' ');
        yield (
          `${name}, ${stays.toLocaleString('en')} stays:`.padEnd(58) +
          ` ${seconds.toFixed(1)} s, peak ${megabytes.toFixed(0)} MiB`
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

function run(cwd: string, words: readonly string[]): readonly [number, number] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL, program, ...words], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`couplet ${words.join(' ')}: must end, got ${status}: ${stderr}`);
  const [seconds, megabytes] = stderr.split('\n').at(-1)!.split(',').map(Number);
  return [seconds, megabytes];
}
