import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { createEnv } from '../../../envs/registry.js';
import { stepMismatches, tooFar } from '../../../src/laws/env/stepMismatches.js';

describe('tooFar', () => {
  it('allows what chance allows and no more', () => {
    // ln(2e6) = 14.5; 1000 · KL(.6 | .5) = 20.1, 1000 · KL(.58 | .5) = 12.9.
    expect(tooFar(600, 1000, 0.5, 1)).toBe(true);
    expect(tooFar(400, 1000, 0.5, 1)).toBe(true);
    expect(tooFar(580, 1000, 0.5, 1)).toBe(false);
    // 1000 · KL(.04 | .01) = 26.3, within Hoeffding's 2 · 1000 · .03² = 1.8.
    expect(tooFar(40, 1000, 0.01, 1)).toBe(true);
  });

  it('knows certainty', () => {
    expect(tooFar(0, 10, 0, 1)).toBe(false);
    expect(tooFar(1, 10, 0, 1)).toBe(true);
    expect(tooFar(10, 10, 1, 1)).toBe(false);
    expect(tooFar(9, 10, 1, 1)).toBe(true);
  });
});

describe('stepMismatches', () => {
  const env = createEnv('triage');
  const model = env.exactModel!();

  it('finds nothing where steps are drawn as the model says', () => {
    expect(stepMismatches(createRng(1), env, model, 2000)).toEqual([]);
  });

  it('finds a next state that cannot be', () => {
    const broken = { ...env, step: () => 0 };
    expect(stepMismatches(createRng(1), broken, model, 100)).toContain(
      '(0, 0): a next state of probability zero was drawn',
    );
  });

  it('finds a wrong frequency', () => {
    const other = createEnv('triage');
    const swapped = { ...env, step: (...[rng, s, a]: Parameters<typeof env.step>) => other.step(rng, s, 1 - a) };
    expect(stepMismatches(createRng(1), swapped, model, 2000).length).toBeGreaterThan(0);
  });
});
