import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { gadgetSpec } from '../../../../src/gadgets/gadgetSpec.js';
import { writeFeatures } from '../../../../src/gadgets/network/features.js';
import { forwardPass } from '../../../../src/gadgets/network/forwardPass.js';
import { isSparse, networkInput } from '../../../../src/gadgets/network/run/networkInput.js';
import { createNetworkRunner } from '../../../../src/gadgets/network/run/networkRunner.js';
import { parameterLayout } from '../../../../src/gadgets/network/parameterLayout.js';
import { centralDifference } from '../../kernels/centralDifference.js';
import { normals, probabilities } from '../../kernels/scenarios.js';
import { plainMatMul } from './plainMatMul.js';

const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'silu'] as const;

interface Setting {
  readonly kind: 'gadget-1' | 'gadget-2';
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly hidden: readonly number[];
  readonly sparse: boolean;
  readonly seed: number;
}

const K = 17;

/** Distributions over all of 17 outcomes but a few, or over two of them; weights, and a loss linear in the logits. */
function settingOf({ kind, activation, hidden, sparse, seed }: Setting) {
  const rng = createRng(seed);
  const network = { hidden, activation };
  const spec =
    kind === 'gadget-1' ? gadgetSpec(kind, { outcomes: K, network }) : gadgetSpec(kind, { outcomes: K, nClusters: 3, network }); // prettier-ignore
  const distributions = [0, 1, 2].map((r) => {
    if (!sparse) return probabilities(rng, K, true);
    const p = new Float64Array(K);
    p[4 * r] = 0.25;
    p[(4 * r + 7) % K] = 0.75;
    return p;
  });
  const { networks, size } = parameterLayout(spec);
  const weights = Float32Array.from(normals(rng, size, 0.5));
  const input = networkInput(spec, distributions);
  const coefficients = normals(rng, input.column.length);
  /** The logits that are needed, by the plain forward pass. */
  const plain = (moved: Float32Array): number[] =>
    distributions.flatMap((p, r) => {
      const features = new Float64Array(K);
      writeFeatures(p, features, 0);
      const all = forwardPass(networks[0], activation, moved, features);
      const [from, to] = [input.start[r], input.start[r + 1]].map((at) => at * input.perOutcome);
      return Array.from(input.column.subarray(from, to), (at) => all[at]);
    });
  return { input, weights, coefficients, plain, layers: networks[0] };
}

const settings = fc.record<Setting>({
  kind: fc.constantFrom('gadget-1', 'gadget-2'),
  activation: fc.constantFrom(...ACTIVATIONS),
  hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  sparse: fc.boolean(),
  seed: fc.nat(1000),
});

test('logits that are needed are those of the plain forward pass, of few outcomes and of most', () => {
  fc.assert(
    fc.property(settings, (setting) => {
      const { input, weights, plain, layers } = settingOf(setting);
      expect(isSparse(input)).toBe(setting.sparse);
      const { logits } = createNetworkRunner(plainMatMul, layers, setting.activation)(weights, input);
      expect(logits).toBeAllClose(plain(weights), { rtol: 1e-5, atol: 1e-5 });
    }),
    { numRuns: 30 },
  );
});

describe.each([true, false])('of few outcomes: %s', (sparse) => {
  test.each(ACTIVATIONS)('%s: gradients are those of finite differences of the plain forward pass', (activation) => {
    // Five units: one more than the four that loops over few outcomes take at a time.
    const setting: Setting = { kind: 'gadget-2', activation, hidden: [4, 5], sparse, seed: 2 };
    const { input, weights, coefficients, plain, layers } = settingOf(setting);
    const gradient = new Float32Array(weights.length).fill(7);
    createNetworkRunner(plainMatMul, layers, activation)(weights, input).backward(coefficients, gradient);
    // float64 in place of float32, so that a small step is not lost.
    const loss = (moved: Float64Array): number =>
      plain(moved as unknown as Float32Array).reduce((sum, logit, at) => sum + coefficients[at] * logit, 0);
    expect(gradient).toBeAllClose(centralDifference(loss, Float64Array.from(weights)), { rtol: 1e-4, atol: 1e-4 });
  });
});
