import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finished, couplet } from '../couplet.js';
import { HOSTILE_FILE, HOSTILE_NAMES, hostileLog } from './hostile.js';

/** Those that a report has unless it is told. */
export const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as const;

/** How each page is made: what writes `report.html`, and its inputs, into an empty folder. */
export const RECIPES = {
  /** A thousand simulated patients under four mechanisms, where the truth is known. */
  thousand(folder: string): void {
    simulated(folder, 1000);
    run(folder, 'report log.csv --mdp mdp.json --policy target.json --out report.html');
    // What the page's figures have to be, by the command that gives them.
    for (const name of MECHANISMS) {
      const evaluate = 'evaluate log.csv --mdp mdp.json --policy target.json --bounds --no-check-states --json';
      const { stdout } = run(folder, `${evaluate} --mechanism ${name} --out ${name}.csv`);
      writeFileSync(join(folder, `${name}.json`), stdout);
    }
  },
  /** Two policies. */
  two(folder: string): void {
    simulated(folder, 100);
    run(folder, 'solve mdp.json --worst 1 --out pessimistic.json');
    run(folder, 'report log.csv --mdp mdp.json --policy target.json --policy pessimistic.json --out report.html');
  },
  /** A log of numbers alone: no environment, labels, ends, or logged probabilities. */
  plain(folder: string): void {
    const rows = Array.from({ length: 40 }, (_, e) => plainRows(e)).flat();
    writeFileSync(join(folder, 'log.csv'), `episode,t,state,action,reward,next_state\n${rows.join('\n')}\n`);
    run(folder, 'fit log.csv --ends truncated --out mdp.json');
    run(folder, 'solve mdp.json --out target.json');
    run(folder, 'report log.csv --ends truncated --mdp mdp.json --policy target.json --out report.html');
  },
  /** Names that would be markup, if they were taken for it; and very long ones. */
  hostile(folder: string): void {
    const read = '--number-states --number-actions --outcome outcome';
    writeFileSync(join(folder, 'log.csv'), hostileLog());
    run(folder, `fit log.csv ${read} --out fitted.json`);
    writeFileSync(join(folder, 'mdp.json'), withHostileParts(readFileSync(join(folder, 'fitted.json'), 'utf8')));
    run(folder, 'solve mdp.json --out target.json');
    const policy = `${HOSTILE_FILE}.json`;
    renameSync(join(folder, 'target.json'), join(folder, policy));
    runWords(folder, [
      ...['report', 'log.csv', ...read.split(' '), '--mdp', 'mdp.json', '--policy', policy, '--out', 'report.html'],
    ]);
  },
} as const;

function simulated(folder: string, patients: number): void {
  const simulation = 'simulate --env sepsis --policy physician --horizon 20 --propensities all --seed 1 --out log.csv';
  run(folder, `${simulation} --episodes ${patients}`);
  run(folder, 'fit log.csv --space projected --out mdp.json');
  run(folder, 'solve mdp.json --out target.json');
}

/** Of an episode of four steps in states 0 to 3, of two actions. */
function plainRows(e: number): string[] {
  const state = (t: number): number => (e * (t + 1) + ((e * e) % 7) + t) % 4;
  return [0, 1, 2, 3].map((t) => [e, t, state(t), (e + t * t) % 2, state(t + 1) - 1, state(t + 1)].join(','));
}

/** Variables and parts of actions whose names are hostile too. */
function withHostileParts(text: string): string {
  const model = JSON.parse(text) as Record<string, unknown> & { nStates: number; nActions: number };
  const variables = HOSTILE_NAMES.map((name, i) => ({
    name,
    levels: [HOSTILE_NAMES[i], HOSTILE_NAMES[(i + 1) % HOSTILE_NAMES.length]],
    normal: i % 2,
    level: Array.from({ length: model.nStates }, (_, s) => (s + i) % 2),
  }));
  const actionParts = HOSTILE_NAMES.slice(0, 2).map((name, i) => ({ name, on: [Number(i === 0), Number(i === 1), 1] }));
  return JSON.stringify({ ...model, variables, actionParts });
}

/** Runs a command line, of words without blanks in them. */
export function run(folder: string, line: string): Finished {
  return runWords(folder, line.split(' '));
}

function runWords(folder: string, words: readonly string[]): Finished {
  const finished = couplet(folder, words);
  if (finished.code !== 0) throw new Error(`couplet ${words.join(' ')}: ${finished.stderr}`);
  return finished;
}
