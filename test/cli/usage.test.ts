import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inUserWords } from '../../src/cli/arguments/userWords.js';
import { negativeValues } from '../../src/cli/arguments/negativeValues.js';
import { ArgumentError } from '../../src/core/errors.js';
import { couplet, coupletAlone, emptyFolder } from '../support/couplet.js';

describe('a command line that cannot be', () => {
  it.each([
    [['fot'], "couplet: Unknown command: fot - did you mean 'fit'?\nsee couplet --help\n"],
    [['evaluate'], 'couplet evaluate: Missing required argument: log\nsee couplet evaluate --help\n'],
    [
      ['fit', 'a', '--spice', '1'],
      'couplet fit: Unknown argument: spice - did you mean --space?\nsee couplet fit --help\n',
    ],
    [
      ['fit', 'a', '--absorption', 'dircet'],
      "couplet fit: --absorption: must be one of direct, published, got 'dircet' - did you mean 'direct'?\nsee couplet fit --help\n",
    ],
    [['fit', 'a', '--set'], 'couplet fit: Not enough arguments following: set\nsee couplet fit --help\n'],
    [['value', '--policy', 'uniform', '--discount', 'x'], "couplet: --discount: must be a number, got 'x'\n"],
  ])('is told its fault first and last: %j', (args, stderr) => {
    expect(couplet(emptyFolder(), args)).toEqual({ code: 2, stdout: '', stderr, shown: stderr });
  });

  it('names a mechanism that may have been meant, in the words of the user', () => {
    const message = "createMechanism: name must be one of a, b, got 'c'";
    expect(inUserWords(new ArgumentError(message), 'evaluate', ['mechanism'])).toEqual(
      new ArgumentError("--mechanism must be one of a, b, got 'c'"),
    );
    const rate = new ArgumentError('trainGadget: learningRate: Too small: expected number to be >0, got -1');
    expect(inUserWords(rate, 'train', ['rate'])).toEqual(
      new ArgumentError('--rate: Too small: expected number to be >0, got -1'),
    );
    const refit = new ArgumentError('refittedEffects: replicates must be an integer ≥ 2, got -3');
    expect(inUserWords(refit, 'evaluate', ['replicates', 'refit'])).toEqual(
      new ArgumentError('--refit must be an integer ≥ 2, got -3'),
    );
    const confidence = new ArgumentError('counterfactual: confidence must be in (0, 1), got 95');
    expect(inUserWords(confidence, 'evaluate', ['data-confidence'])).toEqual(
      new ArgumentError('--data-confidence must be in (0, 1), got 95'),
    );
    const steps = new ArgumentError('policyValue: runs must end');
    expect(inUserWords(steps, 'value', ['discount'])).toEqual(new ArgumentError('value: runs must end'));
  });
});

describe('values that begin with a minus', () => {
  it.each([
    [['--return-range', '-1,1'], ['--return-range=-1,1']],
    [
      ['--discount', '-.5', '--out', '-'],
      ['--discount=-.5', '--out=-'],
    ],
    [
      ['fit', '-', '--json', '--seed', '-1'],
      ['fit', '-', '--json', '--seed=-1'],
    ],
    [
      ['--json', '--out', 'a'],
      ['--json', '--out', 'a'],
    ],
  ])('are values: %j', (words, joined) => {
    expect(negativeValues(words)).toEqual(joined);
  });
});

describe('a mechanism of the user', () => {
  const modules: [title: string, text: string, message: RegExp][] = [
    ['throws null', 'throw null;', /mine\.mjs: must load as a JavaScript module, but throws: null/],
    [
      'has a getter that throws',
      "export default { implicit: true, get name() { throw new Error('no'); } };",
      /mine\.mjs: no/,
    ],
    [
      'has a name that is no text',
      'export default { name: 7, implicit: true, coupling() {} };',
      /mine\.mjs: .*name must be a text/,
    ],
    [
      'wants more noise than there is memory',
      "export default { name: 'm', implicit: true, noiseDimension: 1e15, outcome: () => 0 };",
      /noiseDimension must be a number of uniforms from 0 to \d+, got 1000000000000000/,
    ],
    [
      'promises',
      "export default { name: 'm', implicit: true, noiseDimension: 1, outcome: async () => { throw new Error('late'); } };",
      /Promise/,
    ],
  ];

  it.each(modules)('that %s is told so in a line', (_, text, message) => {
    const folder = emptyFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.mjs'), text);
    const { code, stdout, stderr } = coupletAlone(folder, ['check', './mine.mjs', '--runs', '3', '--draws', '10']);
    expect(`${stdout}${stderr}`).toMatch(message);
    expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});
