import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandRun } from '../../support/commandRun.js';
import { type Given, wordsOf } from '../options/given.js';
import { preparedFolder } from '../options/prepared.js';

const folder = await preparedFolder();
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};
write('empty.csv', '');
write('cut.csv', readFileSync(join(folder, 'log.csv'), 'utf8').slice(0, -9));
write('far.csv', readFileSync(join(folder, 'log.csv'), 'utf8').replace(/^0,0,\d+/m, '0,0,99'));
write(
  'throws.mjs',
  `export default { name: 'mine', implicit: true, noiseDimension: 1, outcome() { throw new Error('no idea'); } };\n`,
);
// Found at another discount than target.json.
write('half.json', readFileSync(join(folder, 'target.json'), 'utf8').replace(/"discount":\s*0\.9/, '"discount":0.5'));
write('page.html', 'an older page\n');

const base: Given = { '<log>': 'log.csv', mdp: 'mdp.json', policy: 'other.json', replicates: 10, out: 'page.html' };

const cases: readonly (readonly [what: string, given: Given, code: number, message: RegExp])[] = [
  ['a log that is not there', { '<log>': 'nowhere.csv' }, 1, /nowhere\.csv/],
  ['an empty log', { '<log>': 'empty.csv' }, 1, /empty\.csv.*empty/],
  ['a log that was cut off', { '<log>': 'cut.csv' }, 1, /cut\.csv/],
  ['a log with a state that there is not', { '<log>': 'far.csv' }, 1, /far\.csv:3: state must be .*, got '99'/],
  ['a model that is not there', { mdp: 'nowhere.json' }, 1, /nowhere\.json/],
  ['an unknown policy', { policy: 'doctor' }, 2, /--policy: must be a file or one of .*, got 'doctor'/],
  ['an unknown policy beside a known one', { policy: ['other.json', 'doctor'] }, 2, /--policy.*got 'doctor'/],
  ['policies of two discounts', { policy: ['target.json', 'half.json'] }, 2, /--discount: .*0\.9.*0\.5/],
  ['advice', { policy: 'advice.json' }, 2, /--policy advice\.json: a page shows policies over the states, got advice/],
  ['advice beside a policy', { policy: ['other.json', 'advice.json'] }, 2, /--policy advice\.json: .* got advice/],
  ['an unknown mechanism', { mechanism: 'gumbel' }, 2, /must be one of independent, gumbel-max/],
  ['a mechanism that throws', { mechanism: ['maximal', './throws.mjs'] }, 2, /mechanism mine: .*no idea/],
  [
    'no mechanism that a page computes with',
    { mechanism: 'optimal-transport' },
    2,
    /--mechanism: at least one must be such/,
  ],
  ['runs without end', { horizon: 'Infinity' }, 2, /--horizon: a page has a column for each step, got Infinity/],
  ['a horizon of no step', { horizon: 0 }, 2, /horizon/],
  [
    'the values of two policies',
    { policy: ['other.json', 'uniform'], score: 'value' },
    2,
    /--score value: .* got 2 policies/,
  ],
  ['a page in a folder that is not there', { out: 'nowhere/page.html' }, 1, /nowhere/],
  ['a page of another ending', { out: 'page.htm' }, 2, /--out: a page must end in \.html, got 'page\.htm'/],
  ['a page in place of what is read', { mdp: 'page.html' }, 2, /--out: must be another file than those that are read/],
];

it.each(cases)('refuses %s in a line, and writes nothing', async (_, given, code, message) => {
  const before = readdirSync(folder);
  const run = await commandRun(folder, wordsOf('report', { ...base, ...given }));
  expect(run.stderr).toMatch(message);
  expect(run.stderr).toMatch(/^couplet: [^\n]*\n$/);
  expect([run.code, run.stdout]).toEqual([code, '']);
  // The page that was there stays whole, and nothing lies beside it.
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(join(folder, 'page.html'), 'utf8')).toBe('an older page\n');
});
