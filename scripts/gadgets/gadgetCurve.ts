import { createRng } from '../../src/core/random/rng.js';
import { type TensorflowBackend, loadTensorflow } from '../../src/gadgets/backend.js';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';
import { trainingBaselines } from '../../src/gadgets/training/baselines/trainingBaselines.js';
import { trainGadget } from '../../src/gadgets/training/trainGadget.js';
import type { GadgetProblem } from './gadgetProblems.js';

/** A point of a learning curve. */
export interface GadgetPoint {
  readonly step: number;
  /** CPU seconds of the process in its steps so far, on all cores; evaluations do not count. */
  readonly seconds: number;
  /** Held-out loss over the least of any coupling. */
  readonly ratio: number;
}

export interface GadgetCurveOptions {
  readonly seed: number;
  readonly steps: number;
  readonly evaluateEvery: number;
  /** Whether clusters begin as quantiles of the score. */
  readonly ordered: boolean;
  readonly tensorflow?: TensorflowBackend;
}

/** How the loss of gadget 2, |Z| = 20, falls with the CPU time of its training. */
export async function gadgetCurve(
  { nOutcomes, source, heldOut, score }: GadgetProblem,
  { seed, steps, evaluateEvery, ordered, tensorflow }: GadgetCurveOptions,
): Promise<readonly GadgetPoint[]> {
  const states = Array.from({ length: nOutcomes }, (_, k) => k);
  const order = ordered ? states.toSorted((a, b) => score[a] - score[b]) : undefined;
  const spec = gadgetSpec('gadget-2', { outcomes: nOutcomes, order });
  const secondsAt = [0];
  const model = await trainGadget(createRng(seed), spec, source, {
    heldOut,
    tensorflow: tensorflow ?? (await loadTensorflow()),
    settings: { steps, evaluateEvery },
    clock: cpuMilliseconds,
    onProgress: ({ seconds }) => {
      secondsAt.push(seconds);
    },
  });
  const { least } = trainingBaselines(heldOut);
  if (least === undefined) throw new Error('gadgetCurve: the least loss must be known');
  return model.training.curve!.map(([step, loss]) => ({ step, seconds: secondsAt[step], ratio: loss / least }));
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
