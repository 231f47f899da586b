import { z } from 'zod';
import { withOverrides } from '../../core/parameters.js';
import type { GadgetSpec } from '../gadgetSpec.js';

/** The settings of a training, as data. */
export interface TrainingSettings {
  /** The true loss in closed form, or the papers' estimate of a relaxation of it. Default `exact`. */
  readonly estimator: 'exact' | 'relaxed';
  /** Noise vectors a pair and step, for `relaxed`; at least 1. Default 16. */
  readonly draws: number;
  /** At least 1. Default 1000; 3000 for a free gadget, whose steps cost next to nothing. */
  readonly steps: number;
  /** Pairs a step, at least 1; a list that is no longer is taken whole at each step. Default 64. */
  readonly batchSize: number;
  /** Adam's rate at its highest, above 0. Default 0.01; 0.1 for a free gadget. */
  readonly learningRate: number;
  /** Steps over which the rate rises to its highest, at least 0. Default 0. */
  readonly warmUp: number;
  /** The rate at the end as a share of the highest, 0 to 1; half a cosine leads down to it. Default 0. */
  readonly finalRate: number;
  /** Pairs drawn for the held-out set, if the source is a function; at least 1. Default 256. */
  readonly heldOut: number;
  /** Steps between evaluations on the held-out pairs, at least 1. Default 50. */
  readonly evaluateEvery: number;
  /** Evaluations without a new best after which training ends; 0 for never. Default 0. */
  readonly patience: number;
}

/**
 * All settings of a training, the defaults for the gadget changed by the overrides.
 *
 * The defaults were chosen on the pairs of the papers' table 1.
 *
 * @throws ArgumentError naming the setting that is unknown or out of range
 *
 * @example
 * trainingSettings(gadgetSpec('gadget-2', { outcomes: 10 }), { steps: 250 }).learningRate // 0.01
 */
export function trainingSettings(spec: GadgetSpec, overrides: Partial<TrainingSettings> = {}): TrainingSettings {
  return withOverrides('trainGadget', spec.network === 'free' ? freeSchema : schema, overrides);
}

/**
 * Adam's rate at a step.
 *
 *     rate(t) = learningRate · min(1, t / warmUp) · (finalRate + (1 − finalRate) (1 + cos(π (t − 1) / steps)) / 2)
 *
 * @param step t, from 1 to steps
 */
export function learningRateAt(step: number, settings: TrainingSettings): number {
  const { learningRate, warmUp, finalRate, steps } = settings;
  const rise = warmUp > 0 ? Math.min(1, step / warmUp) : 1;
  return learningRate * rise * (finalRate + ((1 - finalRate) * (1 + Math.cos((Math.PI * (step - 1)) / steps))) / 2);
}

const from = (least: number): z.ZodCoercedNumber => z.coerce.number().int().min(least);

const rate = z.coerce.number().positive();

const schema = z.object({
  estimator: z.enum(['exact', 'relaxed']).default('exact'),
  draws: from(1).default(16),
  steps: from(1).default(1000),
  batchSize: from(1).default(64),
  learningRate: rate.default(0.01),
  warmUp: from(0).default(0),
  finalRate: z.coerce.number().min(0).max(1).default(0),
  heldOut: from(1).default(256),
  evaluateEvery: from(1).default(50),
  patience: from(0).default(0),
});

const freeSchema = schema.extend({ steps: from(1).default(3000), learningRate: rate.default(0.1) });
