import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { readMechanism } from '../../../src/files/index.js';
import { type LawReport, type MechanismReport, checkMechanism, checkPolicyMaker } from '../../../src/laws/index.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
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
  const spec = String(given['<plugin>']);
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
  if (given['<plugin>'] === './fixed.mjs') return { kind: 'policy', ...policyReport(given), runs, draws, seed };
  const { mechanism: name, ...found } = await report(given);
  return { kind: 'mechanism', name, ...found, runs, draws, seed };
}

// Four states and four actions, as in a grid of 2 × 2.
writeFileSync(
  join(folder, 'fixed.mjs'),
  `const policy = { nStates: 4, nActions: 4, probability: new Float64Array(16).fill(0.25) };
export default { name: 'fixed', create: () => policy };
`,
);

function policyReport({ env, set = [], seed = 1 }: Given): LawReport {
  const overrides = Object.fromEntries((set as readonly string[]).map((pair) => pair.split('=') as [string, string]));
  const models = env === undefined ? undefined : [createEnv(String(env), overrides).exactModel!()];
  const create = ({ nStates, nActions }: Mdp): Policy => {
    if (nStates === 4 && nActions === 4) return { nStates, nActions, probability: new Float64Array(16).fill(0.25) };
    throw new Error(
      `policy fixed: create must give a policy over ${nStates} states and ${nActions} actions, got 4 and 4`,
    );
  };
  return checkPolicyMaker({ name: 'fixed', create }, { seed: Number(seed), models });
}

const base: Given = { '<plugin>': './biased.mjs', runs: 3, draws: 3000, json: true };

optionTable('check', {
  folder,
  base,
  see: ({ stdout }) => dataIn(stdout),
  library,
  rows: [
    { option: '<plugin>', value: 'maximal' },
    { option: '<plugin>', value: 'reward-cdf' },
    { option: 'runs', value: 30 },
    { option: 'draws', value: 2000, beside: { seed: 2 } },
    { option: 'seed', value: 2 },
    { option: 'kind', value: 'policy', beside: { '<plugin>': './fixed.mjs' } },
    {
      option: 'env',
      value: 'gridworld',
      beside: { '<plugin>': './fixed.mjs', kind: 'policy' },
    },
    {
      option: 'set',
      value: ['width=2', 'height=2'],
      beside: { '<plugin>': './fixed.mjs', kind: 'policy', env: 'gridworld' },
    },
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
  expect(marks('laws')).toEqual(named(laws, { holds: 'holds', fails: 'FAILS', skipped: 'skip' }));
  expect(marks('properties')).toEqual(named(properties, { holds: 'yes', fails: 'no', skipped: 'skip' }));
  expect(stdout.split('\n')[0]).toBe('biased, declared implicit; 3 cases a law, seed 2');
});
