import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { createMemo } from '../../../../src/page/playground/memo.js';
import { wholeProgram } from '../../../../src/page/playground/pipeline/program.js';
import type { Results } from '../../../../src/page/playground/pipeline/results.js';
import { runPipeline } from '../../../../src/page/playground/pipeline/runPipeline.js';
import { FIRST, type Settings } from '../../../../src/page/playground/pipeline/settings.js';
import { emptyFolder } from '../../../support/emptyFolder.js';

interface Said {
  readonly promise: number;
  readonly truth: number;
  readonly estimates: readonly { readonly estimator: string; readonly value: number }[];
  readonly expectedReturn: Float64Array;
}

/** Runs the program that is shown, as a file of its own. */
async function ran(settings: Settings): Promise<Said> {
  const file = join(emptyFolder(), 'pipeline.ts');
  const couplet = JSON.stringify(fileURLToPath(new URL('../../../../src/index.ts', import.meta.url)));
  const text = wholeProgram(settings).replace("'couplet'", couplet);
  writeFileSync(file, `${text}export { promise, truth, estimates, expectedReturn };\n`);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const said = (await import(file)) as Said;
    const { promise, truth, estimates } = said;
    expect(log.mock.calls).toEqual([[{ promise, truth, estimates }]]);
    return said;
  } finally {
    log.mockRestore();
  }
}

it.each<[string, Settings]>([
  ['as first shown', { ...FIRST, patients: 200 }],
  ['pessimistic', { ...FIRST, patients: 200, worst: 0.5, discount: 1 }],
  [
    'by step, with all that there is to see',
    { ...FIRST, patients: 150, space: 'full', plan: 'steps', horizon: 10, judgedAt: 0.9 },
  ],
])('the lines that are shown give the numbers that are shown: %s', async (_, settings) => {
  const shown = [...runPipeline(settings, createMemo())].at(-1)!.results as Required<Results>;
  const said = await ran(settings);
  expect(said.promise).toBe(shown.promise.promise.value);
  expect(said.truth).toBe(shown.promise.truth.value);
  const mean = said.expectedReturn.reduce((sum, value) => sum + value, 0) / settings.patients;
  const values = [...said.estimates.map(({ value }) => value), mean];
  expect(shown.estimates.map(({ value }) => value)).toBeAllClose(values, { rtol: 1e-12, atol: 1e-12 });
});

it('imports what it uses and nothing else', () => {
  const text = wholeProgram(FIRST);
  const [, names] = /^import \{([^}]*)\}/.exec(text)!;
  for (const name of names
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean))
    expect([name, text.split(new RegExp(`\\b${name}\\b`)).length]).toEqual([
      name,
      expect.toSatisfy((n: number) => n > 2),
    ]);
  expect(names).not.toContain('mixWorst');
});
