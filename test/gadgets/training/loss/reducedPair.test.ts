import { expect, test } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { createGadget2Workspace, gadget2Loss } from '../../../../src/gadgets/kernels/gadget2/gadget2Loss.js';
import { reducedPair } from '../../../../src/gadgets/training/loss/reducedPair.js';
import type { TrainingPair } from '../../../../src/gadgets/training/trainingPair.js';
import { normals, objectives } from '../../kernels/scenarios.js';

const [K, Z] = [6, 3];
const p = Float64Array.of(0, 0, 0.5, 0, 0.25, 0.25);
const q = Float64Array.of(0, 0.75, 0, 0, 0.25, 0);

test.each([0, 1, 2, 3, 4])('objective %d has the same loss and gradient without impossible outcomes', (kind) => {
  const plain = objectives(3, K)[kind];
  const objective = 'observed' in plain ? { ...plain, observed: 4 } : plain;
  const lossOf = ({ p: ofX, q: ofY, objective: of }: TrainingPair, places: ArrayLike<number>) => {
    const n = ofX.length;
    const logits = normals(createRng(1), 2 * Z * K);
    const at = (offset: number): Float64Array =>
      Float64Array.from({ length: Z * n }, (_, i) => logits[offset + Math.floor(i / n) * K + places[i % n]]);
    const gradient = { logitsP: new Float64Array(Z * n), logitsQ: new Float64Array(Z * n), prior: new Float64Array(Z) };
    const prior = new Float64Array(Z).fill(1 / Z);
    const input = { p: ofX, q: ofY, objective: of, prior, logitsP: at(0), logitsQ: at(Z * K) };
    return { loss: gadget2Loss(createGadget2Workspace(Z, n, 4), input, gradient), ...gradient };
  };
  const { pair, places, full } = reducedPair({ p, q, objective });
  expect(Array.from(places)).toEqual([1, 2, 4, 5]);
  expect(full.p).toBe(p);
  const [small, whole] = [lossOf(pair, places), lossOf(full, [0, 1, 2, 3, 4, 5])];
  const kept = (values: Float64Array): Float64Array => values.filter((_, i) => [1, 2, 4, 5].includes(i % K));
  expect(small.loss).toBeAllClose(whole.loss, { rtol: 1e-14 });
  expect(small.logitsP).toBeAllClose(kept(whole.logitsP), { rtol: 1e-12, atol: 1e-15 });
  expect(small.logitsQ).toBeAllClose(kept(whole.logitsQ), { rtol: 1e-12, atol: 1e-15 });
});

test('a pair of which every outcome is possible stays as it is', () => {
  const pair: TrainingPair = { p: Float64Array.of(1, 0), q: Float64Array.of(0, 1), objective: objectives(1, 2)[0] };
  expect(reducedPair(pair).pair).toBe(pair);
});
