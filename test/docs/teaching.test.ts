import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMemo } from '../../src/page/playground/memo.js';
import { runPipeline } from '../../src/page/playground/pipeline/runPipeline.js';
import { FIRST, type Settings } from '../../src/page/playground/pipeline/settings.js';

const text = readFileSync(new URL('../../docs/teaching.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
const memo = createMemo();

it.each<[string, Partial<Settings>]>([
  ['One imaginary death a pair: P promised, T in truth', { worst: 1 }],
  ['where it was P and T', {}],
  ['20,000 patients alone: P and T', { patients: 20_000 }],
  ['A model that sees all: P and T', { space: 'full' }],
  ['All three together: P and T', { worst: 1, patients: 20_000, space: 'full' }],
])('the guide says what the playground shows: %s', (sentence, change) => {
  // The slow steps, from the verdict on, are left.
  for (const { results } of runPipeline({ ...FIRST, ...change }, memo)) {
    if (!results.promise) continue;
    const { promise, truth } = results.promise;
    expect(text).toContain(sentence.replace('P', short(promise.value)).replace('T', short(truth.value)));
    return;
  }
});

function short(value: number): string {
  return value.toFixed(2).replace('-', '−').replace('0.', '.');
}
