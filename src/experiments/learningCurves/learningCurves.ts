import { backendOf } from '../../learning/trainMechanism.js';
import type { Experiment } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { table1Specification } from '../table1/table1Specification.js';
import { learningCurvesReport } from './learningCurvesReport.js';
import {
  type LearningCurve,
  type LearningCurvesSpecification,
  type LearningCurvesTrial,
  estimators,
  learningCurvesTrial,
} from './learningCurvesTrial.js';

const { nOutcomes, logitRange, heldOutSeed, columns } = table1Specification;
const { gadget1, gadget2 } = columns.independent;

export const learningCurvesSpecification: LearningCurvesSpecification = {
  nOutcomes,
  logitRange,
  heldOut: 1000,
  heldOutSeed,
  repeats: 3,
  rehearsal: 20,
  gadgets: {
    'gadget-2': { ...gadget2, settings: { ...gadget2.settings, draws: 16, evaluateEvery: 10 } },
    'gadget-1': { ...gadget1, settings: { ...gadget1.settings, draws: 16, evaluateEvery: 20 } },
  },
  shownSteps: [0, 20, 60, 100, 200, 400, 600, 1000, 1500, 2000],
};

/** In less than a minute. */
export const quickLearningCurvesSpecification: LearningCurvesSpecification = {
  ...learningCurvesSpecification,
  heldOut: 200,
  repeats: 1,
  gadgets: {
    'gadget-2': { ...gadget2, settings: { steps: 200, draws: 16, evaluateEvery: 10 } },
    'gadget-1': { ...gadget1, settings: { steps: 60, draws: 16, evaluateEvery: 20 } },
  },
};

/**
 * How fast gadgets learn by the exact loss and by the papers' relaxation of it, on the `independent` pairs of table 1:
 * the same network, first weights, pairs of every step and learning rates for both, so that the estimator is all that
 * differs.
 */
export const learningCurves: Experiment<LearningCurvesSpecification, LearningCurvesTrial, LearningCurve> = {
  name: 'learning-curves',
  timed: true,
  specifications: { full: learningCurvesSpecification, quick: quickLearningCurvesSpecification },
  trials: ({ gadgets, repeats: usual }, { seed, repeats = usual }) =>
    (['gadget-2', 'gadget-1'] as const)
      .filter((gadget) => gadget in gadgets)
      .flatMap((gadget) =>
        seedsOf(seed, repeats).flatMap((each) =>
          estimators.map((estimator) => ({
            name: `${gadget}-${estimator}-seed-${each}`,
            gadget,
            estimator,
            seed: each,
          })),
        ),
      ),
  run: learningCurvesTrial,
  backendOf: (result) => backendOf([result]),
  report: learningCurvesReport,
};
