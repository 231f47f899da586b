import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { checkMechanism, mechanismProperties } from '../../../src/laws/index.js';
import { boundForms } from '../bounds/boundForms.js';

describe('gumbelMax', () => {
  test('the outcome is the first arrival, and never an impossible one', () => {
    const { outcome } = boundForms(gumbelMax());
    // Arrivals −log(u) / p: (1 / .25, 2 / .75) = (4, 2.67), then (1 / 1, none).
    const noise = Float64Array.of(Math.exp(-1), Math.exp(-2));
    expect(outcome(Float64Array.of(0.25, 0.75), noise, Uint32Array.of(0, 1))).toBe(1);
    expect(outcome(Float64Array.of(1, 0), noise, Uint32Array.of(0, 1))).toBe(0);
  });

  test('is counterfactually stable, and its P(X = Y) at least half of maximal', () => {
    const { properties } = checkMechanism(gumbelMax(), { runs: 300, draws: 50 });
    const verdict = (name: string): string | undefined => properties.find(({ law }) => law === name)?.verdict;
    expect(verdict('counterfactually stable')).toBe('holds');
    expect(verdict('half of maximal')).toBe('holds');
    expect(verdict('maximal')).toBe('fails');
    expect(properties).toHaveLength(mechanismProperties.length);
  });
});
