import { inverseCdf } from '../../mechanisms/fixed/inverseCdf.js';
import { gumbelMaxCoupling } from '../../mechanisms/kernels/gumbelMaxCoupling.js';
import { costMatrix, expectedCost } from '../expectedCost.js';
import type { ExperimentReport, Finished, ReportTable } from '../experiment.js';
import { type MeanAndError, errorText, meanAndError } from '../../core/statistics/meanAndError.js';
import { heldOutPairs } from '../table1/drawnPairs.js';
import { publishedRatio } from '../table1/published.js';
import type { GadgetKind } from '../../learning/trainMechanism.js';
import {
  type Estimator,
  type LearningCurve,
  type LearningCurvesSpecification,
  type LearningCurvesTrial,
  estimators,
} from './learningCurvesTrial.js';

/** A point of a curve over all its seeds. */
export interface MeanPoint {
  readonly step: number;
  /** Mean over the seeds. */
  readonly seconds: number;
  /** Held-out loss over the optimum of the same pairs. */
  readonly ratio: MeanAndError;
}

/** A curve, and those of the single seeds. */
export interface MeanCurve {
  readonly gadget: GadgetKind;
  readonly estimator: Estimator;
  readonly points: readonly MeanPoint[];
  readonly seeds: readonly {
    readonly seed: number;
    readonly points: readonly { readonly step: number; readonly seconds: number; readonly ratio: number }[];
  }[];
}

export interface LearningCurvesData extends Readonly<Record<string, unknown>> {
  /** Losses on the held-out pairs that are known without any training. */
  readonly optimum: number;
  readonly gumbelMax: number;
  /** Gumbel-max over the optimum, and the paper's trained gadgets over its own. */
  readonly gumbelMaxRatio: number;
  readonly published: Readonly<Record<GadgetKind, number>>;
  /** Trials that ran at once. */
  readonly workers: 1;
  readonly backends: readonly string[];
  readonly curves: readonly MeanCurve[];
}

/** The curves over seeds, beside the levels that need no training. */
export function learningCurvesData(
  specification: LearningCurvesSpecification,
  finished: readonly Finished<LearningCurvesTrial, LearningCurve>[],
): LearningCurvesData {
  const { optimum, gumbelMax } = levels(specification);
  const kinds = (['gadget-2', 'gadget-1'] as const).flatMap((gadget) =>
    estimators.map((estimator) => ({ gadget, estimator })),
  );
  const curves = kinds.flatMap(({ gadget, estimator }) => {
    const trials = finished.filter(({ trial }) => trial.gadget === gadget && trial.estimator === estimator);
    if (trials.length === 0) return [];
    const seeds = trials.map(({ trial, result }) => ({
      seed: trial.seed,
      points: result.points.map(({ step, seconds, loss }) => ({ step, seconds, ratio: loss / optimum })),
    }));
    const points = seeds[0].points.map(({ step }, i) => ({
      step,
      seconds: meanAndError(seeds.map((each) => each.points[i].seconds)).mean,
      ratio: meanAndError(seeds.map((each) => each.points[i].ratio)),
    }));
    return [{ gadget, estimator, points, seeds }];
  });
  return {
    optimum,
    gumbelMax,
    gumbelMaxRatio: gumbelMax / optimum,
    published: {
      'gadget-1': publishedRatio('independent', 'gadget-1'),
      'gadget-2': publishedRatio('independent', 'gadget-2'),
    },
    workers: 1,
    backends: [...new Set(finished.map(({ result }) => result.backend))],
    curves,
  };
}

/** Ratios by step, and what it takes to come below the levels that the curves pass. */
export function learningCurvesReport(
  specification: LearningCurvesSpecification,
  finished: readonly Finished<LearningCurvesTrial, LearningCurve>[],
): ExperimentReport {
  const data = learningCurvesData(specification, finished);
  const { nOutcomes, heldOut, shownSteps } = specification;
  const gadgets = (['gadget-2', 'gadget-1'] as const).filter((gadget) =>
    data.curves.some((curve) => curve.gadget === gadget),
  );
  return {
    heading: `Learning curves: exact loss against the papers' relaxation, independent pairs of table 1, K = ${nOutcomes}`,
    notes: [
      `Ratios are exact losses of the current weights over the optimum, on ${heldOut} held-out pairs; mean ± standard error over seeds.`,
      'Seconds are those of training steps, evaluations not counted; one trial ran at a time (1 worker), ' +
        `backend ${data.backends.join(', ')}. They alone differ from run to run.`,
    ],
    tables: gadgets.flatMap((gadget) => {
      const curves = data.curves.filter((curve) => curve.gadget === gadget);
      return [ratioTable(gadget, curves, shownSteps), levelTable(gadget, curves, data)];
    }),
    data,
  };
}

function levels(specification: LearningCurvesSpecification): { optimum: number; gumbelMax: number } {
  const pairs = heldOutPairs(specification, 'independent');
  const cost = costMatrix(specification.nOutcomes, (x, y) => (x - y) ** 2);
  const outcomes = Uint32Array.from({ length: specification.nOutcomes }, (_, k) => k);
  // The monotone coupling is optimal for this cost; table 1 confirms it by linear programs.
  const monotone = inverseCdf();
  const mean = (coupling: (p: Float64Array, q: Float64Array) => Float64Array): number =>
    pairs.reduce((sum, { p, q }) => sum + expectedCost(coupling(p, q), cost), 0) / pairs.length;
  return {
    optimum: mean((p, q) => monotone.coupling!(p, q, outcomes)),
    gumbelMax: mean((p, q) => gumbelMaxCoupling(p, q)),
  };
}

function ratioTable(gadget: GadgetKind, curves: readonly MeanCurve[], shownSteps: readonly number[]): ReportTable {
  const steps = shownSteps.filter((step) => curves[0].points.some((point) => point.step === step));
  return {
    title: `${gadget}, loss / optimum, seeds: ${curves[0].seeds.length}`,
    head: ['step', ...curves.flatMap(({ estimator }) => [estimator, 'seconds'])],
    rows: steps.map((step) => [
      String(step),
      ...curves.flatMap(({ points }) => {
        const point = points.find((each) => each.step === step);
        return point === undefined ? ['', ''] : [errorText(point.ratio, 4), point.seconds.toFixed(1)];
      }),
    ]),
  };
}

function levelTable(
  gadget: GadgetKind,
  curves: readonly MeanCurve[],
  { gumbelMaxRatio, published }: LearningCurvesData,
): ReportTable {
  const rows: [string, number][] = [
    [`Gumbel-max, ${gumbelMaxRatio.toFixed(3)}`, gumbelMaxRatio],
    [`published ${gadget}, ${published[gadget].toFixed(3)}`, published[gadget]],
  ];
  return {
    title: `${gadget}, first evaluation at or below a level, of the mean over seeds`,
    head: ['', ...curves.flatMap(({ estimator }) => [`${estimator}, steps`, 'seconds'])],
    rows: rows.map(([label, level]) => [
      label,
      ...curves.flatMap(({ points }) => {
        const reached = points.find(({ ratio }) => ratio.mean <= level);
        return reached === undefined ? ['not reached', ''] : [String(reached.step), reached.seconds.toFixed(1)];
      }),
    ]),
  };
}
