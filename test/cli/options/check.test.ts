import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMechanism } from '../../../src/files/index.js';
import { type MechanismReport, checkMechanism } from '../../../src/laws/index.js';
import { createMechanism } from '../../../src/mechanisms/registry.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { type Given, without, wordsOf } from './given.js';
import { dataIn, optionTable } from './optionTable.js';

const folder = emptyFolder();
/** Draws the first outcome a little too often. */
writeFileSync(
  join(folder, 'biased.mjs'),
  `export default {
  name: 'biased',
  implicit: true,
  noiseDimension: 1,
  outcome(p, [u]) {
    let k = 0;
    for (let sum = p[0] + 0.03; sum <= u && k + 1 < p.length; sum += p[++k]);
    return k;
  },
};
`,
);

async function report(given: Given): Promise<MechanismReport> {
  const spec = String(given['<mechanism>']);
  const context = { score: Float64Array.from({ length: 64 }, (_, k) => Math.sin(3 * k)) };
  const mechanism = spec.endsWith('.mjs')
    ? await readMechanism(join(folder, spec), context)
    : await createMechanism(spec, context);
  return checkMechanism(mechanism, {
    runs: Number(given.runs ?? 100),
    draws: Number(given.draws ?? 10_000),
    seed: Number(given.seed ?? 1),
  });
}

async function library(given: Given): Promise<unknown> {
  const { runs = 100, draws = 10_000, seed = 1 } = given;
  return { ...(await report(given)), runs, draws, seed };
}

const base: Given = { '<mechanism>': './biased.mjs', runs: 3, draws: 3000, json: true };

optionTable('check', {
  folder,
  base,
  see: ({ stdout }) => dataIn(stdout),
  library,
  rows: [
    { option: '<mechanism>', value: 'maximal' },
    { option: '<mechanism>', value: 'reward-cdf' },
    { option: 'runs', value: 30 },
    { option: 'draws', value: 2000, beside: { seed: 2 } },
    { option: 'seed', value: 2 },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

it('finds other counterexamples by more cases, another seed and other draws', async () => {
  const laws = async (more: Given): Promise<string> => JSON.stringify((await report({ ...base, ...more })).laws);
  expect(await laws({ runs: 30 })).not.toBe(await laws({}));
  expect(await laws({ seed: 2 })).not.toBe(await laws({}));
  expect(await laws({ seed: 2, draws: 2000 })).not.toBe(await laws({ seed: 2 }));
});

it('marks each law and property in words, and ends with 1 where a law fails', async () => {
  const given = { ...without(base, 'json'), seed: 2 };
  const { code, stdout } = await commandRun(folder, wordsOf('check', given));
  const { laws, properties, lawful } = await report(given);
  expect([lawful, code]).toEqual([false, 1]);
  const marks = (kind: string): Record<string, string> =>
    Object.fromEntries(
      Array.from(
        stdout
          .split(`${kind}\n`)[1]
          .split('\n\n')[0]
          .matchAll(/^ {2}(\S+) +(.*)$/gm),
        ([, mark, law]) => [law.replace(/ \(.*\)$/, ''), mark],
      ),
    );
  const named = (all: typeof laws, words: Record<string, string>): Record<string, string> =>
    Object.fromEntries(all.map(({ law, verdict }) => [law.replace(/ \(.*\)$/, ''), words[verdict]]));
  expect(marks('laws')).toEqual(named(laws, { holds: 'holds', fails: 'FAILS', 'not applicable': '-' }));
  expect(marks('properties')).toEqual(named(properties, { holds: 'yes', fails: 'no', 'not applicable': '-' }));
  expect(stdout.split('\n')[0]).toBe('biased, declared implicit; 3 cases a law, seed 2');
});
