import { expect, test } from 'vitest';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { trainGadget } from '../../../src/gadgets/training/trainGadget.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { normalized, objectiveOf } from '../kernels/scenarios.js';

const K = 10;
const outcomes = Uint32Array.from({ length: K }, (_, k) => k);
const p = normalized(Float64Array.from(outcomes, (k) => Math.exp((K - k) / 4)));
const q = normalized(Float64Array.from(outcomes, (k) => Math.exp(k / 4)));

/** The scores of the two kinds of Lorberbom et al. 2021, section 7.2. */
const scores = {
  monotone(rng: Rng): Float64Array {
    let sum = 0;
    return Float64Array.from(outcomes, () => (sum += rng.uniform()));
  },
  'non-monotone': (rng: Rng): Float64Array => Float64Array.from(outcomes, () => Math.sin(30 * rng.normal())),
};

// Published: 2.37 and 1.91 times the optimum at best, means over ten rewards. Ours over ten: 1.002 and 1.03 for gadget
// 1, 1.02 and 1.01 for gadget 2.
test.each([
  ['gadget-1', 'monotone', 1.05],
  ['gadget-1', 'non-monotone', 1.1],
  ['gadget-2', 'monotone', 1.05],
  ['gadget-2', 'non-monotone', 1.1],
] as const)('a free %s, %s score, comes within %d of the optimum', async (kind, shape, ratio) => {
  const options = { outcomes: K, network: 'free' } as const;
  const spec = kind === 'gadget-1' ? gadgetSpec(kind, options) : gadgetSpec(kind, options);
  let loss = 0;
  let optimum = 0;
  for (let reward = 0; reward < 3; reward++) {
    const rng = createRng(1).fork(shape, reward);
    const objective = { kind: 'variance', score: scores[shape](rng) } as const;
    const { training } = await trainGadget(rng, spec, [{ p, q, objective }]);
    loss += training.heldOutLoss;
    optimum += objectiveOf(objective, rewardCdf({ score: objective.score }).coupling!(p, q, outcomes));
  }
  expect(loss).toBeLessThan(ratio * optimum);
  expect(loss).toBeGreaterThan(optimum * (1 - 1e-12));
});
