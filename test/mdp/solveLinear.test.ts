import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { applyValueOperator, inducedChain } from '../../src/mdp/markovChain.js';
import { solveLinear } from '../../src/mdp/solveLinear.js';

describe('solveLinear', () => {
  test.prop([fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 })])(
    'solves a diagonally dominant system',
    (entries) => {
      const matrix = [0, 1, 2].map((i) => [0, 1, 2].map((j) => entries[3 * i + j] + (i === j ? 4 : 0)));
      const b = Float64Array.from(entries.slice(9));
      const x = solveLinear((v, out) => {
        matrix.forEach((row, i) => {
          out[i] = row.reduce((sum, m, j) => sum + m * v[j], 0);
        });
      }, b);
      expect(matrix.map((row) => row.reduce((sum, m, j) => sum + m * x[j], 0))).toBeAllClose(b);
    },
  );

  test.each([0.99, 0.9999])('reaches rounding error on the sepsis model at discount %d', (discount) => {
    const model = createEnv('sepsis').exactModel!();
    const chain = inducedChain(model, createPolicy('uniform', model));
    const x = solveLinear((v, out) => {
      applyValueOperator(chain, discount, v, out);
    }, chain.reward);
    const image = new Float64Array(x.length);
    applyValueOperator(chain, discount, x, image);
    expect(image).toBeAllClose(chain.reward, { rtol: 0, atol: 1e-13 });
  });

  test('says so when there is no solution', () => {
    const singular = (v: Float64Array, out: Float64Array): void => {
      out.fill(v[0] + v[1]);
    };
    expect(() => solveLinear(singular, Float64Array.of(1, 0))).toThrow(
      /solveLinear: the residual must fall to .* singular/,
    );
  });
});
