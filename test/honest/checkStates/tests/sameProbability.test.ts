import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { stepColumns } from '../../../../src/honest/checkStates/stepColumns.js';
import { sameProbability } from '../../../../src/honest/checkStates/tests/sameProbability.js';
import { type Step, logOfSteps } from '../logOfSteps.js';

function run(steps: readonly Step[]): ReturnType<typeof sameProbability.run> {
  const log = logOfSteps(steps.map((step) => ({ steps: [step], ended: true })));
  return sameProbability.run(createRng(1), stepColumns(log), { permutations: 199 });
}

describe('B0', () => {
  it('is proven by one counterexample, and shows the widest', () => {
    expect(
      run([
        { s: 0, a: 0, next: 1, p: 0.5 },
        { s: 0, a: 1, next: 1, p: 0.2 },
        { s: 0, a: 0, next: 1, p: 0.4 },
        { s: 1, a: 0, next: 1, p: 0.9 },
        { s: 0, a: 1, next: 1, p: 0.7 },
      ]),
    ).toEqual({ p: 0, nSteps: 4, counterexample: [1, 4] });
  });

  it('takes 1e-9 for rounding', () => {
    const steps = (p: number): Step[] => [
      { s: 0, a: 0, next: 1, p: 0.5 },
      { s: 0, a: 0, next: 1, p },
    ];
    expect(run(steps(0.5 + 9e-10))).toEqual({ p: 1, nSteps: 2 });
    expect(run(steps(0.5 + 2e-9))).toMatchObject({ p: 0 });
  });

  it('says why it does not run', () => {
    expect(run([{ s: 0, a: 0, next: 1, p: 0.5 }])).toBe('no choice is made twice in the same state');
    expect(run([{ s: 0, a: 0, next: 1 }])).toBe('the log has no probabilities of the actions taken');
  });
});
