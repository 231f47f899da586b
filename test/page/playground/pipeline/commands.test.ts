import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMemo } from '../../../../src/page/playground/memo.js';
import type { Results } from '../../../../src/page/playground/pipeline/results.js';
import { runPipeline } from '../../../../src/page/playground/pipeline/runPipeline.js';
import { FIRST, type Settings } from '../../../../src/page/playground/pipeline/settings.js';
import { commandRun } from '../../../support/commandRun.js';
import { emptyFolder } from '../../../support/emptyFolder.js';

function resultsOf(settings: Settings): Required<Results> {
  return [...runPipeline(settings, createMemo())].at(-1)!.results as Required<Results>;
}

const folder = emptyFolder();

async function run(...words: readonly (string | number)[]): Promise<string> {
  const { code, stdout, stderr } = await commandRun(folder, words.map(String));
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout;
}

/** What the commands give for the settings. */
async function byCommands(settings: Settings): Promise<{ promise: Figures; truth: Figures; ope: Ope }> {
  const { seed, patients, horizon, space, worst, plan, discount, judgedAt } = settings;
  const drawn = ['--episodes', patients, '--horizon', horizon, '--seed', seed, '--propensities', 'all'];
  await run('simulate', '--env', 'sepsis', '--policy', 'physician', ...drawn, '--out', 'log.csv');
  await run('fit', 'log.csv', '--space', space, ...(worst > 0 ? ['--worst', worst] : []), '--out', 'mdp.json');
  const steps = plan === 'steps' ? ['--horizon', horizon] : [];
  await run('solve', 'mdp.json', '--discount', discount, ...steps, '--out', 'target.json');
  const judged = ['--policy', 'target.json', '--horizon', horizon, '--discount', judgedAt, '--json'];
  const promise = await run('value', '--mdp', 'mdp.json', '--log', 'log.csv', ...judged);
  const truth = await run('value', '--env', 'sepsis', ...judged);
  const asked = ['is', 'wis', 'wpdis', 'dr', 'wdr', 'dm', 'cf'].flatMap((name) => ['--estimator', name]);
  const weighed = ['--mdp', 'mdp.json', '--replicates', 200, '--seed', seed, ...asked];
  const ope = await run('ope', 'log.csv', ...judged, ...weighed);
  return {
    promise: JSON.parse(promise) as Figures,
    truth: JSON.parse(truth) as Figures,
    ope: JSON.parse(ope) as Ope,
  };
}

interface Figures {
  readonly value: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly verdict: readonly { readonly level: string; readonly reasons: readonly unknown[] }[];
}

interface Ope {
  readonly estimates: readonly {
    readonly estimator: string;
    readonly value: number;
    readonly interval: { readonly interval: { readonly lower: number; readonly upper: number } };
  }[];
}

describe.each([
  ['as first shown', { ...FIRST, patients: 300 }],
  [
    'pessimistic, in the observed space, by step',
    { ...FIRST, patients: 200, seed: 3, space: 'observed', worst: 1, plan: 'steps', horizon: 15 },
  ],
] as const)('%s', (_, settings: Settings) => {
  it('shows what the commands give', async () => {
    const [shown, { promise, truth, ope }] = [resultsOf(settings), await byCommands(settings)];
    expect([shown.promise.promise.value]).toBeAllClose([promise.value], { rtol: 1e-12, atol: 1e-12 });
    expect([shown.promise.truth.value]).toBeAllClose([truth.value], { rtol: 1e-12, atol: 1e-12 });
    expect(shown.promise.promise.outcomes).toBeAllClose(Object.values(promise.outcomes), { rtol: 1e-12, atol: 1e-12 });
    expect(shown.promise.truth.outcomes).toBeAllClose(Object.values(truth.outcomes), { rtol: 1e-12, atol: 1e-12 });
    const [{ level, reasons }] = promise.verdict;
    expect(JSON.parse(JSON.stringify(shown.verdict))).toMatchObject({ level, reasons });
    for (const { estimator, value, interval } of shown.estimates) {
      const given = ope.estimates.find((each) => each.estimator === estimator)!;
      expect([estimator, value]).toEqual([estimator, expect.closeTo(given.value, 10)]);
      // Of the counterfactual the page bootstraps the means of patients, as evaluate does; ope resamples the log.
      if (estimator === 'cf') continue;
      const { lower, upper } = given.interval.interval;
      expect([interval!.lower, interval!.upper]).toBeAllClose([lower, upper], {
        rtol: 1e-9,
        atol: 1e-9,
      });
    }
    expect(readFileSync(join(folder, 'log.csv'), 'utf8').split('\n')).toHaveLength(shown.simulate.decisions + 3);
  });
});
