import { describe, expect, it } from 'vitest';
import type { VoidOption } from '../../../../src/cli/arguments/void/voidOption.js';
import { checkVoidOptions, voidOptions } from '../../../../src/cli/arguments/void/voidOptions.js';
import { ArgumentError } from '../../../../src/core/errors.js';
import { commandOptions, commands } from '../../commandOptions.js';

/** Values beside which an option is void, and others beside which it is not, by what the message says of them. */
const EXAMPLES: Readonly<Record<string, readonly [bad: Values, good: Values]>> = {
  '--mdp, a model that is used as it is': [{ mdp: 'm.json' }, {}],
  '--mdp, a model that is taken as it is': [{ mdp: 'm.json' }, { env: 'chain' }],
  'no --mdp of dense arrays (.npz)': [{ mdp: 'm.json' }, { mdp: 'm.npz' }],
  "no --mdp of PRISM's (.tra)": [{ mdp: 'm.json' }, { mdp: 'm.tra' }],
  'no --mdp to read probabilities from': [{ env: 'chain' }, { mdp: 'm.npz' }],
  'no estimator that corrects a model': [{ estimator: ['wis', 'dm'] }, { estimator: ['wis', 'wdr'] }],
  'a prior over all states or of a mean, which leaves no pair unseen': [
    { prior: 1, 'prior-support': 'all' },
    { prior: 1, learn: true },
  ],
  '--prior-mean, whose rows have a support of their own': [{ prior: 1, 'prior-mean': 'm.json' }, { prior: 1 }],
  'no --prior': [{}, { prior: 1, learn: true }],
  '--aggregates: sums were made with the behaviour, horizon and discount that they have, and hold no episodes': [
    { aggregates: ['a.parquet'] },
    { estimator: ['cf', 'dr'], mdp: 'm.json', score: 'value', mechanism: './mine.mjs' },
  ],
  '--counts, a table whose columns have names of their own': [{ counts: ['c.parquet'] }, {}],
  'no --policy: counts are of the log alone': [{}, { policy: 'p.json', behaviour: 'estimated' }],
  'no --behaviour estimated': [{ policy: 'p.json' }, { policy: 'p.json', behaviour: 'estimated' }],
  'fit, which needs counts alone': [{ '<what>': 'fit' }, { '<what>': 'ope' }],
  'no --worst': [{}, { worst: 1 }],
  'no --episode: the one decision of each patient of a log is fixed as it is': [{}, { episode: '7' }],
  '--episode, which is one patient': [{ episode: '7' }, {}],
  'no --policy to go on after the log': [{}, { policy: 'behaviour' }],
  'no --out': [{}, { out: 'a.csv' }],
  '--unseen-actions allow': [{ 'unseen-actions': 'allow' }, { 'unseen-actions': 'seen' }],
  'mechanisms with a closed form alone': [{ mechanism: 'gumbel-max' }, { mechanism: './mine.mjs' }],
  'no --score value': [{ score: 'reward' }, { score: 'value', estimator: ['cf'] }],
  'no --bounds': [{}, { bounds: true }],
  '--observed, which takes account of what the states hide': [{ observed: 'projected' }, {}],
  '--observed, where a step that nothing hidden allows is always refused: the row to add it to is hidden': [
    { observed: 'projected' },
    {},
  ],
  '--observed, where one thread follows all that may be hidden': [{ observed: 'projected' }, {}],
  'no --by-part': [{}, { 'by-part': true }],
  'no --refit': [{}, { refit: 200 }],
  'no --sample': [{}, { sample: 's.csv' }],
  'neither --out nor --marginals': [{}, { out: 'a.csv' }],
  '--refit, where one thread fits all models': [{ refit: true }, {}],
  '--interval none': [{ interval: 'none' }, { interval: ['bootstrap', 'hoeffding'] }],
  'an interval that does not resample': [{ interval: 't' }, { interval: 'bca' }],
  'an interval that needs no range': [{ interval: 'bootstrap' }, { interval: 'hoeffding' }],
  'neither an estimator nor an interval that needs a range': [
    { interval: 'bootstrap', estimator: ['wis'] },
    { interval: 'hoeffding', estimator: ['wis'] },
  ],
  'no estimator cf': [
    { estimator: ['wis'] },
    { estimator: ['cf'], mdp: 'm.json', score: 'value', mechanism: './mine.mjs' },
  ],
  'no --mdp: a model that is fitted to the log lacks nothing of it': [{}, { mdp: 'm.json', estimator: ['cf'] }],
  '--refit, which leaves out cf unless it is named, as evaluating every resample takes long': [
    { mdp: 'm.json', refit: true },
    { mdp: 'm.json', refit: true, estimator: ['cf'], score: 'value', mechanism: './mine.mjs' },
  ],
  'no --mdp: a model that is fitted to the log is fitted anew to every resample': [{}, { mdp: 'm.json' }],
  'no interval that resamples': [
    { mdp: 'm.json', interval: 't' },
    { mdp: 'm.json', interval: 'bca' },
  ],
  'no estimator that takes the model': [
    { mdp: 'm.json', estimator: ['wis', 'is'] },
    { mdp: 'm.json', estimator: ['wis', 'cf'] },
  ],
  '--redis, by which workers elsewhere run the trials': [{ redis: 'redis://localhost' }, {}],
  'no --policies': [{}, { policies: true, world: ['sepsis'] }],
  '--policies, which has worlds and rules of its own': [{ policies: true }, {}],
  'no --learn': [{}, { learn: true, prior: 1 }],
  '--learn, which fits models of its own': [
    { learn: true },
    { mdp: 'm.json', estimator: ['cf'], score: 'value', mechanism: './mine.mjs' },
  ],
  '--env, where nothing is hidden from the exact model': [{ env: 'sepsis' }, { mdp: 'm.json' }],
  'no --env': [{ set: ['a=1'] }, { set: ['a=1'], env: 'sepsis' }],
  '--env, which has sizes of its own': [{ env: 'sepsis' }, {}],
  '--gadget gadget-1, which has no clusters': [{ gadget: 'gadget-1' }, { gadget: 'gadget-2' }],
  '--split, which judges by one part of the log': [{ split: 0.5 }, {}],
  '--exact, where only what is worth the same ties': [{ exact: true }, { exact: false }],
  'standard output for the file itself': [
    { out: '-', json: true },
    { out: 'a.json', json: true },
  ],
  'standard output for a file, too': [
    { out: '-', json: true },
    { out: 'a.csv', json: true },
  ],
};

type Values = Readonly<Record<string, unknown>>;

const rows = voidOptions.flatMap((row) => row.commands.map((command) => [command, row] as const));

function check(command: string, option: string, values: Values, given = true): void {
  checkVoidOptions({ command, values: { [option]: 1, ...values }, isGiven: (name) => given && name === option });
}

describe('options that do nothing beside others', () => {
  it.each(rows.map(([command, row]) => [`${command} --${row.option} with ${row.beside}`, command, row] as const))(
    '%s',
    (_, command, row: VoidOption) => {
      const [bad, good] = EXAMPLES[row.beside];
      const refused = (): void => {
        check(command, row.option, bad);
      };
      expect(refused).toThrow(ArgumentError);
      expect(refused).toThrow(`--${row.option}: must have something to act on, got `);
      // A default is nobody's word.
      expect(() => {
        check(command, row.option, bad, false);
      }).not.toThrow();
      expect(row.when(good, () => true)).toBe(false);
    },
  );

  it('are options that the commands have', () => {
    for (const [name, { option }] of rows) {
      const command = commands.find((one) => String(one.command).split(' ', 1)[0] === name)!;
      expect([name, option, [...commandOptions(command).keys()].includes(option)]).toEqual([name, option, true]);
    }
  });
});
