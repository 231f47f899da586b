import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();
const numbering = join(import.meta.dirname, '../fixtures/cases/numbering');
const [fromZero, fromOne] = ['from-zero.csv', 'from-one.csv'].map((name) => join(numbering, name));

function json(...args: string[]): Record<string, unknown> {
  const { code, stdout, stderr } = couplet(folder, [...args, '--json']);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('a log that knows names', { timeout: 60_000 }, () => {
  const ends = ['--end', 'death=4', '--end', 'discharge=3'];

  it('has outcomes by the names of its ends', () => {
    const { statesByOutcome } = json('fit', fromZero, ...ends, '--unseen', 'death', '--out', 'mdp.json');
    expect(statesByOutcome).toEqual({ ongoing: 3, death: 1, discharge: 1 });
    const model = JSON.parse(readFileSync(join(folder, 'mdp.json'), 'utf8')) as Record<string, unknown>;
    expect(model.outcomes).toEqual([
      { name: 'ongoing', reward: 0 },
      { name: 'death', reward: -100 },
      { name: 'discharge', reward: 100 },
    ]);
    expect(model.stateLabels).toEqual(['0', '1', '2', 'discharge', 'death']);
    const { outcomes } = json('value', '--mdp', 'mdp.json', '--policy', 'uniform', '--horizon', 'Infinity');
    expect(Object.keys(outcomes as object)).toEqual(['ongoing', 'death', 'discharge']);
    const { outcomeTable } = json('evaluate', fromZero, ...ends, '--mdp', 'mdp.json', '--policy', 'uniform');
    expect(Object.keys(outcomeTable as object)).toEqual(['ongoing', 'death', 'discharge']);
  });

  it('that counts from one is as good as one that counts from zero, and a part of it finds its numbers', () => {
    const numbered = ['--number-states', '--number-actions'];
    json('fit', fromOne, ...numbered, '--out', 'one.json');
    json('fit', fromZero, '--out', 'zero.json');
    const value = (model: string): unknown => json('value', '--mdp', model, '--policy', 'uniform').value;
    expect(value('one.json')).toBe(value('zero.json'));
    // States 1 and 2 and action 2 do not occur in it: by itself it would be numbered otherwise.
    const part = (file: string): string => {
      const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
      return [head, ...lines.filter((line) => /^[12],/.test(line))].join('\n');
    };
    writeFileSync(join(folder, 'part-one.csv'), part(fromOne));
    writeFileSync(join(folder, 'part-zero.csv'), part(fromZero));
    const effects = (log: string, model: string, ...options: string[]): unknown =>
      json('evaluate', log, '--mdp', model, '--policy', 'uniform', ...options).effect;
    expect(effects('part-one.csv', 'one.json', ...numbered)).toEqual(
      effects('part-zero.csv', 'zero.json', '--states', '5', '--actions', '3'),
    );
    const { code, stderr } = couplet(folder, ['evaluate', 'part-one.csv', '--mdp', 'one.json', '--policy', 'uniform']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('read it with --number-states')]);
  });

  it('that tells ends by a column has them where the model has them, whatever its own largest state', () => {
    const runs = (states: readonly number[]): string =>
      states.flatMap((s, e) => [`${e},0,${s},0,0,${e % 2}`, `${e},1,0,0,${e % 2 ? -1 : 1},${e % 2}`]).join('\n');
    const head = 'episode,t,state,action,reward,died\n';
    writeFileSync(join(folder, 'whole.csv'), head + runs([0, 1, 2, 3, 0, 1, 2, 3]));
    writeFileSync(join(folder, 'small.csv'), head + runs([0, 1, 0, 1]));
    json('fit', 'whole.csv', '--outcome', 'died', '--prior', '1', '--out', 'ends.json');
    const evaluated = (...options: string[]): Record<string, unknown> =>
      json('evaluate', 'small.csv', '--mdp', 'ends.json', '--policy', 'uniform', '--outcome', 'died', ...options);
    const { outcomeTable, effect } = evaluated();
    const placed = evaluated('--states', '4');
    expect([outcomeTable, effect]).toEqual([placed.outcomeTable, placed.effect]);
  });

  it('is matched with a policy by names, where a part of it would be numbered otherwise', () => {
    const numbered = ['--number-states', '--number-actions'];
    const head = 'episode,t,state,action,reward,terminated\n';
    const rows = (care: string, ...names: string[]): string =>
      names
        .map((name, e) => `${e},0,${name},${e % 2 ? care : 'watch'},${Number((name === 'ward') === (e % 2 === 1))},1`)
        .join('\n');
    writeFileSync(join(folder, 'wards.csv'), head + rows('act', 'icu', 'icu', 'ward', 'ward', 'bed', 'bed'));
    writeFileSync(join(folder, 'ward.csv'), head + rows('act', 'ward', 'ward', 'ward'));
    writeFileSync(join(folder, 'other.csv'), head + rows('zap', 'ward', 'ward'));
    json('fit', 'wards.csv', ...numbered, '--ends', 'terminated', '--out', 'wards.json', '--behaviour', 'usual.json');
    json('solve', 'wards.json', '--out', 'best.json');
    const policy = JSON.parse(readFileSync(join(folder, 'best.json'), 'utf8')) as Record<string, unknown>;
    expect(policy.actions).toEqual(['act', 'watch']);
    expect(policy.states).toEqual(expect.arrayContaining(['bed', 'icu', 'ward']));
    const valued = (...options: string[]): Record<string, unknown> =>
      json(
        'ope',
        'ward.csv',
        '--policy',
        'best.json',
        ...numbered,
        '--estimator',
        'wis',
        '--interval',
        'none',
        ...options,
      );
    // Acting pays 1 on the ward, watching pays 1 elsewhere: the ward is state 0 of the small log, the bed of the large
    // one.
    for (const options of [[], ['--mdp', 'wards.json'], ['--behaviour', 'usual.json']])
      expect(valued(...options).estimates).toEqual([expect.objectContaining({ value: 1 })]);
    const small = ['fit', 'ward.csv', ...numbered, '--prior', '1', '--prior-mean', 'wards.json', '--out', 'small.json'];
    json(...small);
    const { source } = JSON.parse(readFileSync(join(folder, 'small.json'), 'utf8')) as { source: unknown };
    expect(source).toMatchObject({ states: policy.states, actions: policy.actions });
    const { code, stderr } = couplet(folder, ['ope', 'other.csv', '--policy', 'best.json', ...numbered]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("must be one of the 2 actions of the model, got 'zap'"),
    ]);
  });
});
