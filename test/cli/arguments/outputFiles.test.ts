import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkOutputs, outputOptions } from '../../../src/cli/arguments/outputFiles.js';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';
import { commandOptions, commands } from '../commandOptions.js';

const at = temporaryFolder();

function check(command: string, values: Readonly<Record<string, unknown>>): () => void {
  return () => {
    checkOutputs({ command, values, isGiven: () => true });
  };
}

describe('outputs', () => {
  it('are all known by their options', () => {
    for (const command of commands) {
      const name = String(command.command).split(' ', 1)[0];
      const written = [...commandOptions(command)].filter(([, text]) =>
        /\b(file|folder)\b.* to (write|keep)|^folder for/.test(text),
      );
      expect([name, outputOptions(name)]).toEqual([name, expect.arrayContaining(written.map(([option]) => option))]);
    }
  });

  it.each([
    ['the same name', (file: string) => file],
    ['a roundabout path', (file: string) => `${at('sub')}/../${file.slice(at().length)}`],
    ['a symbolic link', (file: string) => (symlinkSync(file, at('link.json')), at('link.json'))],
    ['a hard link', (file: string) => (linkSync(file, at('hard.json')), at('hard.json'))],
  ])('are refused where they are inputs, by %s', (_, alias) => {
    mkdirSync(at('sub'));
    writeFileSync(at('in.json'), 'data');
    const out = alias(at('in.json'));
    expect(check('solve', { '<mdp>': at('in.json'), out })).toThrow(ArgumentError);
    expect(check('solve', { '<mdp>': at('in.json'), out })).toThrow(
      /^--out: must be another file than those that are read, .*<mdp>/,
    );
    expect(check('evaluate', { policy: [at('in.json')], sample: out.replace('.json', '.csv') })).not.toThrow();
    expect(readFileSync(at('in.json'), 'utf8')).toBe('data');
  });

  it('are refused where a log has its description, there or not yet', () => {
    const fit = (values: object): (() => void) => check('fit', { '<log>': at('log.csv.gz'), ...values });
    expect(fit({ out: at('log.couplet.json') })).toThrow(/^--out: must be another file .*--log-description/);
    expect(fit({ behaviour: at('log.couplet.json') })).toThrow(/^--behaviour: must be another file/);
    expect(fit({ out: at('log.json') })).not.toThrow();
    expect(check('describe', { '<log>': at('log.csv'), out: at('log.couplet.json') })).not.toThrow();
  });

  it('are refused where two are one, there or not yet', () => {
    mkdirSync(at('sub'));
    symlinkSync(at('sub'), at('other'));
    const twice = { out: `${at('sub')}/a.json`, behaviour: `${at('other')}/a.json` };
    expect(check('fit', twice)).toThrow(/^--behaviour: must be another file than that of --out/);
    expect(check('fit', { out: '-', behaviour: '-' })).toThrow(/^--behaviour: must be another file/);
    expect(check('fit', { out: at('a.json'), behaviour: at('b.json') })).not.toThrow();
  });

  it.each([
    ['evaluate', 'out', 'x.json', /a table of rows must end in \.csv, got/],
    ['fit', 'out', 'model.csv', /a model must end in \.json, \.npz, got/],
    ['solve', 'out', 'policy.txt', /a policy must end in \.json/],
    ['train', 'out', 'gadget', /a gadget must end in \.json/],
    ['simulate', 'out', 'log.npy', /a log must end in \.csv/],
    ['train', 'out', '-', /a gadget must have a name/],
    ['demo', 'out', '-', /a folder must have a name/],
  ])('of %s --%s are refused with a name like %s', (command, option, name, message) => {
    const path = name === '-' ? name : at(name);
    expect(check(command, { [option]: path })).toThrow(ArgumentError);
    expect(check(command, { [option]: path })).toThrow(message);
  });

  it('are refused where they cannot be written, before work begins', () => {
    symlinkSync(at('gone.json'), at('dangling.json'));
    mkdirSync(at('folder.json'));
    expect(check('fit', { out: at('dangling.json') })).toThrow(DataError);
    expect(check('fit', { out: at('dangling.json') })).toThrow(/a link to nothing/);
    expect(check('fit', { out: at('folder.json') })).toThrow(/got a folder/);
    expect(check('fit', { out: at('none/a.json') })).toThrow(/no folder/);
  });

  it('may be devices, whatever their names', () => {
    expect(check('evaluate', { out: '/dev/null', marginals: '/dev/null' })).not.toThrow();
  });
});
