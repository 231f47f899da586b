import { estimators as registered } from '../../ope/estimators/registry.js';
import type { ExperimentReport, Finished, ReportTable } from '../experiment.js';
import type { Plugins } from '../plugins.js';
import { errorText } from '../../core/statistics/meanAndError.js';
import { benchmarkProblem } from './benchmarkProblem.js';
import type { BehaviourKnowledge, BenchmarkSpecification } from './benchmarkSpecification.js';
import { type EstimatorSummary, type IntervalSummary, summarizeEstimates } from './benchmarkSummary.js';
import type { BenchmarkResult, BenchmarkTrial } from './benchmarkTrial.js';

/** All estimators on all data sets of one size, with the same knowledge of the behaviour policy. */
export interface BenchmarkCell {
  readonly episodes: number;
  readonly behaviour: BehaviourKnowledge;
  readonly dataSets: number;
  readonly estimators: readonly EstimatorSummary[];
}

/** The figures of a benchmark. */
export function benchmarkCells(
  specification: BenchmarkSpecification,
  finished: readonly Finished<BenchmarkTrial, BenchmarkResult>[],
  plugins: Plugins = {},
): BenchmarkCell[] {
  const { truth } = benchmarkProblem(specification, plugins);
  const known = [...registered, ...(plugins.estimators ?? [])];
  return specification.episodes.flatMap((episodes) => {
    const dataSets = finished
      .filter(({ trial }) => trial.episodes === episodes)
      .flatMap(({ result }) => result.dataSets)
      .sort((a, b) => a.dataSet - b.dataSet);
    return specification.behaviour.map((behaviour) => ({
      episodes,
      behaviour,
      dataSets: dataSets.length,
      estimators: specification.estimators.map((name) =>
        summarizeEstimates(
          name,
          truth(known.find((each) => each.name === name)?.estimand),
          dataSets.map(({ estimates }) => estimates[behaviour]![name]),
          specification.intervals,
        ),
      ),
    }));
  });
}

/** A benchmark as tables: two for each size of data set and knowledge of the behaviour policy. */
export function benchmarkReport(
  specification: BenchmarkSpecification,
  finished: readonly Finished<BenchmarkTrial, BenchmarkResult>[],
  plugins: Plugins = {},
): ExperimentReport {
  const { env, space, horizon, discount, intervals, level } = specification;
  const cells = benchmarkCells(specification, finished, plugins);
  return {
    heading: `Off-policy estimators in ${env}: states as in space ${space}, ${horizon} steps, discount ${discount}`,
    notes: [
      'truth: exact value of what is estimated: of the behaviour policy for on-policy, of the target without a horizon for dm-infinite and dualdice, of the target over the horizon for all others',
      'bias ± its standard error; sd: standard deviation over data sets; undefined: data sets without an estimate, which no other column is about',
      ...(intervals.length > 0
        ? [
            `coverage at ${100 * level} %: share of the intervals that hold the truth ± binomial standard error, [mean width]; an empty cell: the method is not for the estimator`,
          ]
        : []),
      ...cells.flatMap(faultNotes),
    ],
    tables: cells.flatMap((cell) => [
      errorTable(cell),
      ...(intervals.length > 0 ? [coverageTable(cell, intervals)] : []),
    ]),
    data: { cells },
  };
}

function titleOf({ episodes, behaviour, dataSets }: BenchmarkCell, what: string): string {
  return `${what}: ${dataSets} data sets of ${episodes} trajectories, behaviour ${behaviour}`;
}

function faultNotes(cell: BenchmarkCell): string[] {
  return cell.estimators.flatMap(({ estimator, nUndefined, fault }) =>
    fault === undefined
      ? []
      : [
          `${estimator} is undefined in ${nUndefined} of ${cell.dataSets} data sets of ${cell.episodes}, behaviour ${cell.behaviour}: ${fault}`,
        ],
  );
}

function errorTable(cell: BenchmarkCell): ReportTable {
  return {
    title: titleOf(cell, 'Errors'),
    head: ['', 'truth', 'mean', 'bias', 'sd', 'rmse', 'undefined'],
    rows: cell.estimators.map(({ estimator, truth, mean, bias, standardDeviation, rmse, nUndefined }) => [
      estimator,
      truth,
      mean ?? '',
      bias ? errorText(bias, 4) : '',
      standardDeviation ?? '',
      rmse ?? '',
      String(nUndefined),
    ]),
  };
}

function coverageTable(cell: BenchmarkCell, methods: readonly string[]): ReportTable {
  return {
    title: titleOf(cell, 'Coverage'),
    head: ['', ...methods],
    rows: cell.estimators.map(({ estimator, intervals }) => [
      estimator,
      ...methods.map((method) => coverageText(intervals[method])),
    ]),
  };
}

function coverageText({ n, missing, coverage, standardError, meanWidth }: IntervalSummary): string {
  if (coverage === undefined) return '';
  const text = `${errorText({ n, mean: coverage, standardError: standardError! }, 3)} [${meanWidth!.toPrecision(3)}]`;
  return missing === 0 ? text : `${text}, ${missing} missing`;
}
