import type { Rng } from '../../core/random/rng.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import { initialise } from '../network/initialise.js';
import { type AdamState, createAdamState } from './adam.js';

/** Everything that a training run carries from one step to the next. */
export interface TrainingState {
  /** Steps done. */
  step: number;
  readonly weights: Float32Array;
  readonly adam: AdamState;
  /** The weights with the least held-out loss so far, the step they are from, and that loss. */
  readonly bestWeights: Float32Array;
  bestStep: number;
  bestLoss: number;
  /** Held-out loss before training. */
  startLoss: number;
  /** Evaluations since the best. */
  sinceBest: number;
  /** Every evaluation so far: its step and held-out loss. */
  readonly curve: (readonly [step: number, heldOutLoss: number])[];
}

/** The state before the first step, not yet evaluated. */
export function startState(rng: Rng, spec: GadgetSpec): TrainingState {
  const weights = initialise(rng.fork('weights'), spec);
  return {
    step: 0,
    weights,
    adam: createAdamState(weights.length),
    bestWeights: weights.slice(),
    bestStep: 0,
    bestLoss: Infinity,
    startLoss: Infinity,
    sinceBest: 0,
    curve: [],
  };
}

/** Counts an evaluation, and keeps a copy of the weights if they are the best so far. */
export function recordEvaluation(state: TrainingState, loss: number): void {
  // A run may be aborted right after an evaluation, and is evaluated once more then.
  if (state.curve.at(-1)?.[0] !== state.step) state.curve.push([state.step, loss]);
  if (state.step === 0) state.startLoss = loss;
  if (state.step > 0 && !(loss < state.bestLoss)) {
    state.sinceBest++;
    return;
  }
  state.bestLoss = loss;
  state.bestStep = state.step;
  state.bestWeights.set(state.weights);
  state.sinceBest = 0;
}
