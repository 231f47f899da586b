import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outputOptions } from '../../../src/cli/arguments/outputFiles.js';
import { provenanceOf } from '../../../src/cli/arguments/provenanceOf.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';
import { commandOptions, commands } from '../commandOptions.js';

const at = temporaryFolder();

const of = (
  command: string,
  values: Readonly<Record<string, unknown>>,
  decided?: Readonly<Record<string, unknown>>,
): ReturnType<typeof provenanceOf> => provenanceOf({ command, values, isGiven: () => true }, decided);

describe('provenance of a command', () => {
  it.each(commands.map((command) => [String(command.command).split(' ', 1)[0], command] as const))(
    'of %s differs where any option does that bears on figures',
    async (name, command) => {
      const left = ['json', 'workers', 'threads', 'redis', 'spreadsheet-safe', 'yes', ...outputOptions(name)];
      const options = [...commandOptions(command).keys()];
      for (const option of options) {
        const [one, other] = [await of(name, { [option]: 1 }), await of(name, { [option]: 2 })];
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect([option, same]).toEqual([option, left.includes(option)]);
      }
    },
  );

  it('names files without their folders, with their hashes, and tells two of one name apart', async () => {
    writeFileSync(at('a.json'), 'abc');
    const { options, inputs } = await of('select', {
      '<log>': at('a.json'),
      policy: [at('a.json'), `${at()}/./a.json`],
    });
    expect(options).toEqual({ log: 'a.json', policy: ['a.json', 'a.json'] });
    const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(inputs).toEqual({ 'a.json': hash, 'a.json (2)': hash });
  });

  it('hashes the files that a pattern in quotes stands for, and no folder of them', async () => {
    for (const name of ['p1.csv', 'p2.csv', 'q.csv']) writeFileSync(at(name), name);
    for (const [command, option] of [
      ['aggregate', '<logs>'],
      ['ope', 'aggregates'],
      ['fit', 'counts'],
    ]) {
      const { options, inputs } = await of(command, { [option]: [at('p?.csv')] });
      expect(Object.values(options!)).toEqual([['p?.csv']]);
      expect(Object.keys(inputs!)).toEqual(['p1.csv', 'p2.csv']);
    }
    expect((await of('ope', { aggregates: [at('none*')] })).inputs).toEqual({});
  });

  it('holds what was found in place of what was not given', async () => {
    expect((await of('evaluate', { seed: 3, top: 5 }, { horizon: 7 })).options).toEqual({ top: 5, horizon: 7 });
  });
});
