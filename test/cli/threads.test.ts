import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { couplet } from '../support/couplet.js';
import { commandRun } from '../support/commandRun.js';
import { preparedFolder } from './options/prepared.js';
import { drawnMechanism } from './options/written.js';

const folder = await preparedFolder();
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
/** Its laws are looked for with few outcomes: not with the fifth state. */
writeFileSync(
  join(folder, 'faulty.mjs'),
  `export default {
    name: 'faulty',
    implicit: true,
    counterfactual(p, q, x, outcomes) {
      if (outcomes[x] === 4) throw new Error('no answer for state 4');
      return Float64Array.from(q);
    },
  };`,
);
const evaluate = ['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'other.json', '--replicates', '40'];

describe('couplet ope --threads', () => {
  it('prints the bytes of one thread, with an estimator of the user, too', async () => {
    writeFileSync(
      join(folder, 'noisy.mjs'),
      `export default {
        kind: 'estimator', name: 'noisy', summary: 'The size of the sample, and noise.',
        usesWeights: true, usesModel: false,
        estimate: ({ size }, rng) => size + rng.uniform(),
      };`,
    );
    const own = ['--estimator', './noisy.mjs', '--estimator', 'magic', '--estimator', 'cf', '--estimator', 'dualdice'];
    const words = [
      'ope',
      'log.csv',
      '--mdp',
      'mdp.json',
      '--policy',
      'other.json',
      '--replicates',
      '60',
      '--json',
      ...own,
    ];
    words.push('--discount', '0.9');
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.code).toBe(0);
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });
});

describe('couplet compare --threads', () => {
  const compare = ['compare', 'log.csv', '--mdp', 'mdp.json', '--policy', 'other.json', '--draws', '100'];

  it('prints the bytes of one thread, with a mechanism of the user, too', async () => {
    const words = [...compare, '--mechanism', './drawn.mjs', '--mechanism', 'gumbel-max', '--json'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.code).toBe(0);
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });

  it('ends with the words of one thread where a thread fails', async () => {
    const words = [...compare, '--mechanism', './faulty.mjs'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.stderr).toMatch('no answer for state 4');
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });
});

describe('couplet evaluate --threads', () => {
  it('prints the bytes of one thread, with a mechanism of the user, too', async () => {
    const words = [...evaluate, '--mechanism', './drawn.mjs', '--draws', '500', '--json'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.code).toBe(0);
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });

  it('ends with the words of one thread where a thread fails, and writes nothing', async () => {
    const words = [...evaluate, '--mechanism', './faulty.mjs', '--out', 'effects.csv'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.stderr).toMatch('no answer for state 4');
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
    expect(existsSync(join(folder, 'effects.csv'))).toBe(false);
  });
});

describe('bounds by threads', () => {
  it('are to the byte those of one thread', async () => {
    const words = [...evaluate, '--bounds', '--json'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.code).toBe(0);
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });
});

describe('couplet explain --threads', () => {
  const explain = ['explain', 'log.csv', '--mdp', 'mdp.json', '--policy', 'other.json'];

  it.each([
    ['of a mechanism of the user', ['--mechanism', './drawn.mjs', '--draws', '50']],
    ['of changes that are asked for', ['--guaranteed', 'stability-all', '--influence-least', '0.1', '--changes', '2']],
  ])('prints the bytes of one thread, %s, too', async (_, own) => {
    const words = [...explain, ...own, '--json'];
    const alone = await commandRun(folder, [...words, '--threads', '1']);
    expect(alone.code).toBe(0);
    expect(couplet(folder, [...words, '--threads', '3'])).toEqual(alone);
  });
});
