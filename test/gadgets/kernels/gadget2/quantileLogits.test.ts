import { expect, test } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { gadgetMechanism } from '../../../../src/gadgets/gadgetMechanism.js';
import { untrainedGadget } from '../../../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../../../src/gadgets/gadgetSpec.js';
import { addQuantileLogits } from '../../../../src/gadgets/kernels/gadget2/quantileLogits.js';
import { trainGadget } from '../../../../src/gadgets/training/trainGadget.js';
import { trainingObjectives } from '../../../../src/gadgets/training/trainingObjectives.js';
import { checkMechanism } from '../../../../src/laws/index.js';
import { objectiveOf, probabilities } from '../scenarios.js';

const K = 6;
const score = Float64Array.of(2, -1, 4, 0, 7, 1);
const order = Array.from(score.keys()).sort((a, b) => score[a] - score[b]);
const [objective] = trainingObjectives({ scores: [score] });
const network = { hidden: [8], activation: 'silu' } as const;
const spec = gadgetSpec('gadget-2', { outcomes: K, network, order });
const pair = (i: number) => ({
  p: probabilities(createRng(1).fork('p', i), K, true),
  q: probabilities(createRng(1).fork('q', i), K, true),
  objective,
});
const heldOut = Array.from({ length: 40 }, (_, i) => pair(i));

test('clusters take the outcomes in order, by quantiles of their probability', () => {
  const out = new Float64Array(6);
  addQuantileLogits(Int32Array.of(2, 0, 1), Float64Array.of(0.25, 0.25, 0.5), new Float64Array(6), out);
  const shares = Float64Array.of(0, 0, 1, 1, 1, 0);
  expect(out).toBeAllClose(
    shares.map((share) => Math.log(share + 1e-3)),
    { rtol: 1e-12, atol: 0 },
  );
  // What is lost beside the other probabilities, or 0, is finite.
  addQuantileLogits(Int32Array.of(0, 1, 2), Float64Array.of(1, 1e-300, 0), new Float64Array(6), out);
  expect(out.every(Number.isFinite)).toBe(true);
});

test('training starts within a tenth of the least loss, in use as in training, and stays exact', async () => {
  const { training, ...model } = await trainGadget(createRng(2), spec, heldOut, {
    settings: { steps: 5 },
    heldOut,
    backend: 'cpu',
  });
  const { least, gumbelMax } = training.baselines!;
  expect(training.startLoss).toBeLessThan(1.1 * least!);
  expect(gumbelMax).toBeGreaterThan(1.3 * least!);
  const outcomes = Uint32Array.from({ length: K }, (_, k) => k);
  const mechanism = gadgetMechanism(model);
  const used = heldOut.reduce((sum, { p, q }) => sum + objectiveOf(objective, mechanism.coupling!(p, q, outcomes)), 0);
  expect(used / heldOut.length).toBeAllClose(training.heldOutLoss, { rtol: 1e-5, atol: 0 });
});

test('it keeps the laws of an implicit mechanism', () => {
  const report = checkMechanism(gadgetMechanism(untrainedGadget(createRng(3), spec)), { runs: 40, draws: 400, maxOutcomes: K }); // prettier-ignore
  expect(report.laws.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  expect(report.implicit).toBe(true);
});

test('an order must have every outcome once', () => {
  const wrong = (given: number[]) => () => gadgetSpec('gadget-2', { outcomes: 3, order: given });
  for (const given of [
    [0, 1],
    [0, 1, 1],
    [1, 2, 3],
    [0, 1, 2, 2],
  ])
    expect(wrong(given)).toThrow('gadgetSpec: order: every outcome must be there once');
});
