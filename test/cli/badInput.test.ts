import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

/** What a user meets who hands in something wrong: the message, the exit code, and that nothing was lost. */
const folder = emptyFolder();
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeAll(() => {
  couplet(folder, ['simulate', '--env', 'sepsis', '--policy', 'physician', '--episodes', '50', '--out', 'log.csv']);
  couplet(folder, ['fit', 'log.csv', '--space', 'projected', '--out', 'mdp.json']);
  couplet(folder, ['solve', 'mdp.json', '--out', 'target.json']);
  const lines = read('log.csv').split('\n');
  write(
    'missing-column.csv',
    lines
      .map((line) =>
        line.startsWith('#')
          ? line
          : line
              .split(',')
              .filter((_, i) => i !== 3)
              .join(','),
      )
      .join('\n'),
  );
  write('out-of-range.csv', read('log.csv').replace(/^(0,0,)\d+/m, '$19999'));
  write('empty.csv', '');
  write('truncated.csv', read('log.csv').slice(0, -60));
  write(
    'policy-sum.json',
    JSON.stringify({
      ...(JSON.parse(read('target.json')) as object),
      action: undefined,
      probability: new Array(146 * 8).fill(0.2),
    }),
  );
  write('short-policy.json', JSON.stringify({ nStates: 2, nActions: 8, action: [0, 0] }));
  write('elsewhere.csv', 'episode,t,state,action,reward,next_state,terminated\n0,0,3,1,0,4,0\n');
  write(
    'other-patients.csv',
    couplet(folder, ['simulate', '--env', 'sepsis', '--policy', 'uniform', '--episodes', '50', '--seed', '9']).stdout,
  );
  couplet(folder, ['simulate', '--env', 'gridworld', '--policy', 'uniform', '--episodes', '5', '--out', 'grid.csv']);
  const record = (body: string): string =>
    `export default { name: 'mine', implicit: true, noiseDimension: 1, ${body} };\n`;
  write('throws.mjs', record(`outcome() { throw new Error('no idea'); }`));
  write('wrong-length.mjs', record(`outcome: () => 0, coupling: () => new Float64Array(3)`));
  write(
    'breaks-law.mjs',
    record(
      `coupling: (p, q) => Float64Array.from({ length: p.length ** 2 }, (_, c) => p[Math.floor(c / p.length)] / p.length)`,
    ),
  );
  write('no-export.mjs', 'export const mine = 1;\n');
  write('syntax.mjs', 'export default {');
  write(
    'scores.csv',
    ['state,harm,relief', ...Array.from({ length: 146 }, (_, s) => `${s},${s % 3},${s % 5}`)].join('\n'),
  );
  write('short-scores.json', JSON.stringify({ scores: { harm: [1, 2, 3] } }));
  mkdirSync(join(folder, 'a-folder.json'));
});

const evaluate = (...args: string[]): string[] => ['evaluate', ...args];
const model = ['--mdp', 'mdp.json', '--policy', 'target.json'];

const cases: [title: string, args: string[], code: number, message: RegExp][] = [
  [
    'a missing column',
    ['fit', 'missing-column.csv'],
    1,
    /missing-column\.csv:2: must have a column 'action', got .* - name the column .* --column action=NAME/,
  ],
  [
    'a state out of range',
    ['fit', 'out-of-range.csv'],
    1,
    /out-of-range\.csv:3: state must be an integer from 0 to 719, got '9999'/,
  ],
  ['an empty file', ['fit', 'empty.csv'], 1, /empty\.csv.*empty/],
  ['a truncated file', ['fit', 'truncated.csv'], 1, /truncated\.csv/],
  ['a missing file', ['fit', 'nowhere.csv'], 1, /nowhere\.csv/],
  [
    'probabilities that do not sum to 1',
    ['value', '--mdp', 'mdp.json', '--policy', 'policy-sum.json'],
    1,
    /policy-sum\.json.*state 0.*sum to 1/,
  ],
  [
    'a policy of the wrong size',
    evaluate('log.csv', '--mdp', 'mdp.json', '--policy', 'short-policy.json'),
    2,
    /--policy must say what to do in state \d+, which it can reach, got nothing/,
  ],
  [
    'trajectories from another environment',
    evaluate('grid.csv', ...model),
    2,
    /model's environment 'sepsis', got 'gridworld'/,
  ],
  [
    'trajectories from another space',
    evaluate('elsewhere.csv', ...model),
    2,
    /elsewhere\.csv: must have the 146 states and 8 actions of mdp\.json, got 5 and 2 - .*--states and --actions/,
  ],
  [
    'a transition that the model excludes',
    evaluate('other-patients.csv', ...model, '--unmodelled', 'refuse'),
    1,
    /every observed transition must be possible in the model, but episode \d+, t = \d+ goes from state \d+ \(.*\) by action/,
  ],
  [
    'a mechanism that throws',
    evaluate('log.csv', ...model, '--mechanism', './throws.mjs'),
    2,
    /mechanism mine: law '.*' must hold, got .*no idea/,
  ],
  [
    'a mechanism of the wrong length',
    evaluate('log.csv', ...model, '--mechanism', './wrong-length.mjs'),
    2,
    /mechanism mine: law .*coupling must return a Float64Array of length \d+/,
  ],
  [
    'a mechanism that breaks a law',
    evaluate('log.csv', ...model, '--mechanism', './breaks-law.mjs'),
    2,
    /mechanism mine: law '.*' must hold, got p = \[.* - see `couplet check/,
  ],
  [
    'a mechanism that is none',
    evaluate('log.csv', ...model, '--mechanism', './no-export.mjs'),
    1,
    /no-export\.mjs: the default export must be a mechanism, got none/,
  ],
  [
    'a mechanism that does not parse',
    evaluate('log.csv', ...model, '--mechanism', './syntax.mjs'),
    1,
    /syntax\.mjs: must load as a JavaScript module/,
  ],
  [
    'a foreign gadget file',
    evaluate('log.csv', ...model, '--mechanism', './target.json'),
    1,
    /target\.json: must be a learned mechanism, got a policy, which goes with --policy/,
  ],
  [
    'an unknown mechanism',
    evaluate('log.csv', ...model, '--mechanism', 'gumbel'),
    2,
    /must be one of independent, gumbel-max/,
  ],
  [
    'an unknown score',
    ['effect', 'log.csv', ...model, '--score', 'worth'],
    2,
    /--score: must be reward, value or a file \(\.csv, \.json\), got 'worth'/,
  ],
  [
    'a file of scores of another model',
    ['train', 'log.csv', ...model, '--score', './short-scores.json', '--out', 'gadget.json'],
    1,
    /short-scores\.json: score 'harm' must have a number for each of the model's 146 states, got 3/,
  ],
  [
    'a mechanism for one score, given several',
    ['effect', 'log.csv', ...model, '--score', 'scores.csv', '--mechanism', 'reward-cdf'],
    2,
    /reward-cdf orders states by one score, got 2 scores - leave it out; optimal-transport does for several/,
  ],
  [
    'a discount of scores out of range',
    ['effect', 'log.csv', ...model, '--score', 'value', '--score-discount', '1'],
    2,
    /--score-discount: must be above 0 and below 1, got 1/,
  ],
  ['an unwritable output', ['fit', 'log.csv', '--out', 'no-such-folder/mdp.json'], 1, /no-such-folder/],
  ['an output that is a folder', ['fit', 'log.csv', '--out', 'a-folder.json'], 1, /a-folder\.json/],
  [
    'an unknown policy',
    ['simulate', '--env', 'sepsis', '--policy', 'doctor'],
    2,
    /--policy: must be a file or one of uniform, physician, optimal, behaviour, most-frequent, got 'doctor'/,
  ],
  ['an unknown environment', ['value', '--env', 'icu', '--policy', 'uniform'], 2, /must be one of sepsis, gridworld/],
  [
    'a parameter out of bounds',
    ['value', '--env', 'sepsis', '--policy', 'uniform', '--set', 'diabetes=2'],
    2,
    /env sepsis: diabetes/,
  ],
  ['a bad seed', ['simulate', '--env', 'sepsis', '--policy', 'uniform', '--seed', '-1'], 2, /seed must be an integer/],
];

describe('bad input', () => {
  it.each(cases)('%s', (_, args, code, message) => {
    const finished = couplet(folder, args);
    expect(finished.stderr).toMatch(message);
    expect(finished.stderr).toMatch(/^couplet: /);
    expect(finished.stderr.trim().split('\n')).toHaveLength(1);
    expect({ code: finished.code, stdout: finished.stdout }).toEqual({ code, stdout: '' });
  });

  it('a mechanism that breaks a law is shown the smallest counterexample', () => {
    const { code, stdout } = couplet(folder, ['check', './breaks-law.mjs']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAILS .*\n\s+smallest counterexample: p = \[/);
  });

  it('an unknown option is a usage error that says which was meant, and where to read on', () => {
    const { code, stderr } = couplet(folder, ['fit', 'log.csv', '--spice', 'projected']);
    expect(code).toBe(2);
    expect(stderr).toBe('couplet fit: Unknown argument: spice - did you mean --space?\nsee couplet fit --help\n');
  });

  it('a failed command leaves the old output as it was, and no temporary file', () => {
    const before = read('mdp.json');
    expect(couplet(folder, ['fit', 'out-of-range.csv', '--out', 'mdp.json']).code).toBe(1);
    expect(read('mdp.json')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });
});
