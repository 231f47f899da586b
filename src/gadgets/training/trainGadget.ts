import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import { type BackendName, type TensorflowBackend, loadTensorflow } from '../backend.js';
import type { GadgetModel, TrainingRecord } from '../gadgetModel.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import { type Gadget2Model, gadget2Rows, isGadget2 } from '../inference/gadget2Rows.js';
import { parameterLayout } from '../network/parameterLayout.js';
import { adamStep } from './adam.js';
import { trainingBaselines } from './baselines/trainingBaselines.js';
import { createBatchLoss } from './loss/batchLoss.js';
import { createBreather } from './breathe.js';
import { checkpointText, resumeFrom } from './checkpoint.js';
import { freeLogits, networkLogits } from './loss/logitSource.js';
import { relaxedPairLoss } from './loss/pairLoss.js';
import { type PairSource, type TrainingPair, checkPairs, drawBatch } from './trainingPair.js';
import { type TrainingSettings, learningRateAt, trainingSettings } from './trainingSettings.js';
import { type TrainingState, recordEvaluation, startState } from './trainingState.js';

/** How far a training is. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Loss of the step's batch, by the estimator. */
  readonly loss: number;
  /** Exact loss on the held-out pairs: at the last evaluation, and the least so far. */
  readonly heldOutLoss: number;
  readonly bestLoss: number;
  /**
   * Time that this run has spent on its steps: drawing batches, gradients, updates. Evaluations and checkpoints do not
   * count.
   */
  readonly seconds: number;
}

export interface TrainingOptions {
  /** Changes to the defaults of the settings. */
  readonly settings?: Partial<TrainingSettings> | undefined;
  /**
   * Pairs to choose the weights by. Default: pairs drawn from a source that is a function, all of a source that is a
   * list.
   */
  readonly heldOut?: readonly TrainingPair[] | undefined;
  /** tfjs, if it is loaded already. A free gadget needs none. */
  readonly tensorflow?: TensorflowBackend | undefined;
  /** The backend to insist on, if tfjs is to be loaded here. Default: the first that works. */
  readonly backend?: BackendName | undefined;
  /** Ends training after the step under way; the result has the best weights so far. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from any fixed moment, for the progress and for checkpoints. Default that of the platform. */
  readonly clock?: (() => number) | undefined;
  /** Called after every step. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  /**
   * Given the run as text every `checkpointEvery` steps and every `checkpointSeconds`, whichever comes first, and when it
   * ends or is aborted; for the caller to write, atomically.
   */
  readonly onCheckpoint?: ((text: string, step: number) => void | Promise<void>) | undefined;
  /** Steps between checkpoints, at least 1. Default 500. */
  readonly checkpointEvery?: number | undefined;
  /** Seconds after which a step is followed by a checkpoint, above 0; Infinity to count steps alone. Default 10. */
  readonly checkpointSeconds?: number | undefined;
  /** The text of a checkpoint of the same training, to go on from. */
  readonly resume?: string | undefined;
  /** Kept in the model. Default none. */
  readonly provenance?: GadgetModel['provenance'] | undefined;
}

/** A model that knows how it was trained. */
export type TrainedGadget = GadgetModel & { readonly training: TrainingRecord };

/**
 * Trains a gadget: Adam on the mean loss over pairs. The result has those weights that had the least exact loss on the
 * held-out pairs, of all evaluated.
 *
 * The same rng, spec, source and settings give the same weights to the bit on the same backend, resumed or not: each
 * step has a random stream of its own. The clock says how long it took and when to keep a checkpoint, nothing more.
 *
 * @param source pairs over the K outcomes of the spec, in their order
 * @throws ArgumentError for pairs that do not fit the spec, settings out of range, or a backend that does not work
 * @throws DataError for a checkpoint that is damaged or of another training
 * @throws NumericalError naming the step, if a loss or gradient is not finite, a weight is beyond 10,000, or the
 *   held-out loss has grown tenfold
 *
 * Cost a step: six operations a weight and distribution for the networks, and the exact loss of each pair.
 * Not checked: pairs that a function draws, but for those held out.
 *
 * Source: Lorberbom et al. 2021 for gadgets and their training; the exact loss is ours.
 *
 * @example
 * const spec = gadgetSpec('gadget-2', { outcomes: 2, nClusters: 2, network: { hidden: [4], activation: 'tanh' } });
 * const pair: TrainingPair = {
 *   p: Float64Array.of(0.75, 0.25),
 *   q: Float64Array.of(0.25, 0.75),
 *   objective: { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) },
 * };
 * const { training } = await trainGadget(createRng(1), spec, () => pair, { settings: { steps: 2 } });
 * training.steps // 2
 */
export async function trainGadget(
  rng: Rng,
  spec: GadgetSpec,
  source: PairSource,
  options: TrainingOptions = {},
): Promise<TrainedGadget> {
  const { resume, signal, onProgress, onCheckpoint, provenance = {} } = options;
  const { clock = () => performance.now(), checkpointEvery = 500, checkpointSeconds = 10 } = options;
  const settings = trainingSettings(spec, options.settings);
  if (!Number.isInteger(checkpointEvery) || checkpointEvery < 1)
    throw new ArgumentError(`trainGadget: checkpointEvery must be a whole number from 1, got ${checkpointEvery}`);
  if (!(checkpointSeconds > 0))
    throw new ArgumentError(`trainGadget: checkpointSeconds must be above 0, got ${checkpointSeconds}`);
  const heldOut = options.heldOut ?? defaultHeldOut(rng, source, settings.heldOut);
  checkPairs(typeof source === 'function' ? heldOut : [...source, ...heldOut], spec);

  const free = spec.network === 'free';
  const tensorflow = free ? undefined : (options.tensorflow ?? (await loadTensorflow(options.backend)));
  const backend = tensorflow?.name ?? 'none';
  const loss = createBatchLoss(
    spec,
    tensorflow ? networkLogits(spec, tensorflow) : freeLogits(spec),
    settings.estimator === 'relaxed' ? relaxedPairLoss(spec, settings.draws) : undefined,
  );
  const identity = describeTraining(rng, spec, settings, backend);
  const state =
    resume === undefined ? startState(rng, spec) : await resumeFrom(resume, identity, parameterLayout(spec).size);
  const evaluate = (): number => atStep(state.step, () => loss.value(state.weights, heldOut));
  if (resume === undefined) recordEvaluation(state, evaluate());
  else if (loss.value(state.bestWeights, heldOut) !== state.bestLoss)
    throw new DataError(
      'checkpoint: the held-out loss must be the one recorded, got another - resume with the same pairs and costs',
    );

  let saved = clock();
  const saveRun = async (): Promise<void> => {
    if (onCheckpoint) await onCheckpoint(await checkpointText(state, identity), state.step);
    saved = clock();
  };
  const breathe = createBreather();
  const gradient = new Float32Array(state.weights.length);
  let heldOutLoss = state.bestLoss;
  let milliseconds = 0;
  let ended: TrainingRecord['ended'] = 'all steps';
  while (state.step < settings.steps) {
    if (settings.patience > 0 && state.sinceBest >= settings.patience) {
      ended = 'early stop';
      break;
    }
    await breathe();
    if (signal?.aborted) {
      ended = 'aborted';
      // Before the evaluation, which a run that is not aborted would not make here.
      await saveRun();
      recordEvaluation(state, evaluate());
      break;
    }
    const step = state.step + 1;
    const began = clock();
    const stream = rng.fork('step', step);
    const batch = drawBatch(stream, source, settings.batchSize);
    const batchValue = atStep(step, () => loss.gradient(stream, state.weights, batch, gradient));
    checkWeights(step, adamStep(state.weights, gradient, state.adam, step, learningRateAt(step, settings)), gradient);
    milliseconds += clock() - began;
    state.step = step;
    if (step % settings.evaluateEvery === 0 || step === settings.steps) {
      heldOutLoss = evaluate();
      checkDiverged(state, heldOutLoss);
      recordEvaluation(state, heldOutLoss);
    }
    onProgress?.({
      step,
      steps: settings.steps,
      loss: batchValue,
      heldOutLoss,
      bestLoss: state.bestLoss,
      seconds: milliseconds / 1000,
    });
    const due = step % checkpointEvery === 0 || clock() - saved >= 1000 * checkpointSeconds;
    if (due && step < settings.steps) await saveRun();
  }
  if (ended !== 'aborted') await saveRun();
  const model: GadgetModel = {
    spec,
    weights: state.bestWeights,
    ...(free && { pair: { p: heldOut[0].p.slice(), q: heldOut[0].q.slice() } }),
    provenance,
  };
  return {
    ...model,
    training: {
      settings: { ...settings },
      backend,
      backendReasons: tensorflow?.reasons ?? [],
      steps: state.step,
      bestStep: state.bestStep,
      startLoss: state.startLoss,
      heldOutLoss: state.bestLoss,
      curve: state.curve,
      baselines: trainingBaselines(heldOut),
      ...(isGadget2(model) && { correction: largestCorrection(model, heldOut) }),
      ended,
    },
  };
}

/** Pairs looked at for the largest correction. */
const CORRECTED_PAIRS = 64;

function largestCorrection(model: Gadget2Model, pairs: readonly TrainingPair[]): number {
  const rows = gadget2Rows(model);
  return pairs
    .slice(0, CORRECTED_PAIRS)
    .reduce((most, { p, q }) => Math.max(most, rows(p, 'p').correction, rows(q, 'q').correction), 1);
}

function defaultHeldOut(rng: Rng, source: PairSource, nPairs: number): readonly TrainingPair[] {
  return typeof source === 'function' ? drawBatch(rng.fork('held-out'), source, nPairs) : source;
}

/** What a run is, for its checkpoints: another seed, gadget, setting or backend is another run. */
function describeTraining(
  rng: Rng,
  spec: GadgetSpec,
  settings: TrainingSettings,
  backend: string,
): Record<string, string> {
  const stream = rng.fork('identity');
  const random = Array.from({ length: 4 }, () => (stream.int32() >>> 0).toString(16)).join('-');
  return { 'random stream': random, gadget: JSON.stringify(spec), settings: JSON.stringify(settings), backend };
}

/** Runs a step's computation; an error of numbers comes out with the step's number. */
function atStep<Result>(step: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    throw new NumericalError(`trainGadget: step ${step}: ${error.message}`, { cause: error });
  }
}

/** Logits that far apart give the same probabilities, 0 and 1, as any further: no gradient leads back. */
const LARGEST_WEIGHT = 1e4;

function checkWeights(step: number, largest: number, gradient: Float32Array): void {
  if (largest <= LARGEST_WEIGHT) return;
  throw new NumericalError(
    gradient.every(Number.isFinite)
      ? `trainGadget: step ${step}: training must not diverge, got a weight of size ${largest} - lower the learning rate`
      : `trainGadget: step ${step}: the gradient must be finite, got one that is not - lower the learning rate`,
  );
}

function checkDiverged({ step, startLoss }: TrainingState, heldOutLoss: number): void {
  if (startLoss > 0 && heldOutLoss > 10 * startLoss)
    throw new NumericalError(
      `trainGadget: step ${step}: training must not diverge, got a held-out loss of ${heldOutLoss} after ${startLoss} at the start - lower the learning rate`,
    );
}
