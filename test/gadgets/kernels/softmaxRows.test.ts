import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { softmaxRows, softmaxRowsGradient } from '../../../src/gadgets/kernels/softmaxRows.js';
import { centralDifference } from './centralDifference.js';
import { normals } from './scenarios.js';

function softmax(logits: Float64Array, nRows: number): Float64Array {
  const out = new Float64Array(logits.length);
  softmaxRows(logits, nRows, out);
  return out;
}

describe('softmaxRows', () => {
  it('agrees with values by hand', () => {
    expect(softmax(Float64Array.of(0, Math.log(3), 1000, 1000), 2)).toBeAllClose([0.25, 0.75, 0.5, 0.5]);
    expect(softmax(Float64Array.of(-1000, 1000), 1)).toEqual(Float64Array.of(0, 1));
    expect(softmax(Float64Array.of(-Infinity, -5), 1)).toEqual(Float64Array.of(0, 1));
  });

  it('computes in float64 from float32 logits', () => {
    const out = new Float64Array(3);
    softmaxRows(Float32Array.of(0.1, -2.3, 1.7), 1, out);
    expect(out.reduce((a, b) => a + b)).toBeAllClose(1, { rtol: 1e-15, atol: 0 });
  });
});

describe('softmaxRowsGradient', () => {
  test.prop([fc.nat(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 })])(
    'has the gradient that differences show',
    (seed, nRows, n) => {
      const rng = createRng(seed);
      const [logits, grad] = [normals(rng, nRows * n), normals(rng, nRows * n)];
      const loss = (l: Float64Array): number => softmax(l, nRows).reduce((sum, w, k) => sum + w * grad[k], 0);
      const out = grad.slice();
      softmaxRowsGradient(softmax(logits, nRows), out, nRows, out);
      expect(out).toBeAllClose(centralDifference(loss, logits), { rtol: 1e-7, atol: 1e-9 });
    },
  );
});
