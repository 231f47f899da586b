import type { Rng } from '../core/random/rng.js';
import type { GadgetSpec } from './gadgetSpec.js';
import { initialise } from './network/initialise.js';

/** The exact loss on a training's held-out pairs of what needs no training. */
export interface TrainingBaselines {
  /** Of the Gumbel-max mechanism. */
  readonly gumbelMax: number;
  /** The least of any coupling, of each pair by itself; none where only a linear program could tell. */
  readonly least?: number | undefined;
}

/** How a gadget came to its weights. */
export interface TrainingRecord {
  /** Every setting of the training, as data. */
  readonly settings: Readonly<Record<string, number | string>>;
  /** Backend of tfjs, `none` for a free gadget, and why it was taken. */
  readonly backend: string;
  readonly backendReasons: readonly string[];
  /** Steps run; the weights are those after `bestStep`. */
  readonly steps: number;
  readonly bestStep: number;
  /** Exact loss on the held-out pairs before training and of these weights. */
  readonly startLoss: number;
  readonly heldOutLoss: number;
  /** Every evaluation, in order: the step, from 0, and the exact loss on the held-out pairs. Older files lack it. */
  readonly curve?: readonly (readonly [step: number, heldOutLoss: number])[] | undefined;
  /** What the curve is to be held against. Older files lack it. */
  readonly baselines?: TrainingBaselines | undefined;
  /** Largest c* of gadget 2 over held-out pairs (64 at most): far above 1, it is nearly plain Gumbel-max. */
  readonly correction?: number | undefined;
  /** Why training ended. */
  readonly ended: 'all steps' | 'early stop' | 'aborted';
}

/** A gadget with its weights: all that is needed to use it. */
export interface GadgetModel {
  readonly spec: GadgetSpec;
  /** Laid out by `parameterLayout(spec)`. */
  readonly weights: Float32Array;
  /** The one pair that a free gadget is for, shape (K) each. */
  readonly pair?: { readonly p: Float64Array; readonly q: Float64Array };
  readonly training?: TrainingRecord;
  /** Whatever the maker wants known: version, command, seed, hash of inputs, what the pairs were. */
  readonly provenance: Readonly<Record<string, string | number>>;
}

/**
 * A gadget with the weights that training would start from. Its marginals are exact like those of any other.
 *
 * @example
 * untrainedGadget(createRng(1), gadgetSpec('gadget-2', { outcomes: 10 })).spec.kind // 'gadget-2'
 */
export function untrainedGadget(rng: Rng, spec: GadgetSpec, pair?: GadgetModel['pair']): GadgetModel {
  return { spec, weights: initialise(rng.fork('weights'), spec), ...(pair && { pair }), provenance: {} };
}
