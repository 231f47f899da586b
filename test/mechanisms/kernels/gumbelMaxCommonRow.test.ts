import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { gumbelMaxCommonRow } from '../../../src/mechanisms/kernels/gumbelMaxCommonRow.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';

function randomRow(seed: number, nOutcomes: number): Float64Array {
  const rng = createRng(seed);
  const row = Float64Array.from({ length: nOutcomes }, () => rng.exponential());
  const sum = row.reduce((total, weight) => total + weight, 0);
  return row.map((weight) => weight / sum);
}

describe('gumbelMaxCommonRow', () => {
  it.each([5, 5000, 20_000, 7])('gives the row of %i outcomes, be it more than there was room for', (nOutcomes) => {
    const p = randomRow(1, nOutcomes);
    const q = randomRow(2, nOutcomes);
    // All others are below it.
    const x = p.reduce((most, weight, k) => (weight / q[k] > p[most] / q[most] ? k : most), 0);
    const out = new Float64Array(nOutcomes);
    gumbelMaxCommonRow({ n: nOutcomes, p, q, x, px: p[x], total: 1, rest: 0 }, out);
    expect(out).toBeAllClose(gumbelMaxRow(p, q, x), { rtol: 1e-10, atol: 1e-13 });
  });
});
