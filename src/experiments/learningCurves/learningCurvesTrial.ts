import { createRng } from '../../core/random/rng.js';
import { trainGadget } from '../../gadgets/training/trainGadget.js';
import { trainingSettings } from '../../gadgets/training/trainingSettings.js';
import type { Trial } from '../experiment.js';
import { type DrawnPairsSpecification, drawnPairs, heldOutPairs } from '../table1/drawnPairs.js';
import { type GadgetKind, type GadgetPlan, specOf } from '../../learning/trainMechanism.js';

export const estimators = ['exact', 'relaxed'] as const;

export type Estimator = (typeof estimators)[number];

/** Learning curves, as data. */
export interface LearningCurvesSpecification extends DrawnPairsSpecification {
  /** Seeds for each curve. */
  readonly repeats: number;
  /**
   * Steps of a training beforehand that is thrown away, so that no curve pays for the loading and compiling of code.
   */
  readonly rehearsal: number;
  /** The gadgets, and all of their training but the estimator; the exact loss is taken every `evaluateEvery` steps. */
  readonly gadgets: Readonly<Record<GadgetKind, GadgetPlan>>;
  /** Steps that the report's table has rows for, if they were evaluated. */
  readonly shownSteps: readonly number[];
}

export interface LearningCurvesTrial extends Trial {
  readonly gadget: GadgetKind;
  readonly estimator: Estimator;
  readonly seed: number;
}

/** A point of a curve. */
export interface LearningPoint {
  readonly step: number;
  /** Spent on the steps up to here; evaluations do not count. Not reproducible. */
  readonly seconds: number;
  /** Exact loss on the held-out pairs, of the weights after this step and not of the best so far. */
  readonly loss: number;
}

export interface LearningCurve {
  /** In order of steps, the first before training. */
  readonly points: readonly LearningPoint[];
  readonly backend: string;
}

/**
 * Trains one gadget by one estimator. The seed gives both estimators the same first weights and the same pairs at each
 * step.
 *
 * Seconds are the only part of the result that is not reproducible.
 */
export async function learningCurvesTrial(
  specification: LearningCurvesSpecification,
  { gadget, estimator, seed }: LearningCurvesTrial,
): Promise<LearningCurve> {
  const plan = specification.gadgets[gadget];
  const spec = specOf(gadget, specification.nOutcomes, plan);
  const draw = drawnPairs(specification, 'independent');
  const heldOut = heldOutPairs(specification, 'independent');
  const settings = { ...plan.settings, estimator };
  const rng = createRng(seed).fork('learning-curves', gadget);
  await trainGadget(rng.fork('rehearsal'), spec, draw, {
    heldOut: heldOut.slice(0, 1),
    settings: { ...settings, steps: specification.rehearsal },
  });

  const { evaluateEvery } = trainingSettings(spec, settings);
  const points: LearningPoint[] = [];
  const { training } = await trainGadget(rng, spec, draw, {
    heldOut,
    settings,
    onProgress({ step, steps, seconds, heldOutLoss }) {
      if (step % evaluateEvery === 0 || step === steps) points.push({ step, seconds, loss: heldOutLoss });
    },
  });
  return { points: [{ step: 0, seconds: 0, loss: training.startLoss }, ...points], backend: training.backend };
}
