import type { BenchmarkCell } from '../../experiments/benchmark/benchmarkReport.js';
import type { BenchmarkSpecification } from '../../experiments/benchmark/benchmarkSpecification.js';
import { count } from '../../report/numbers.js';
import type { Panel, Section } from './rows/section.js';

/** Panels beside each other. */
const ABREAST = 2;

export interface BenchmarkPictureProps {
  readonly specification: BenchmarkSpecification;
  /** At least one. */
  readonly cells: readonly BenchmarkCell[];
}

/**
 * The cells of a benchmark as sections of two panels each, which have the estimators as their rows.
 *
 * @param heading of the first
 */
export function benchmarkSections(
  cells: readonly BenchmarkCell[],
  panelOf: (cell: BenchmarkCell) => Omit<Panel, 'heading'>,
  heading?: string,
): Section[] {
  const rows = cells[0].estimators.map(({ estimator }) => ({ label: estimator }));
  return Array.from({ length: Math.ceil(cells.length / ABREAST) }, (_, k) => ({
    ...(k === 0 && heading !== undefined && { heading }),
    rows,
    panels: cells.slice(ABREAST * k, ABREAST * (k + 1)).map((cell) => ({
      heading: `${count(cell.dataSets)} data sets of ${count(cell.episodes)} trajectories, behaviour ${cell.behaviour}`,
      ...panelOf(cell),
    })),
  }));
}

/** What a benchmark is of. */
export function settingText({ env, space, horizon, discount }: BenchmarkSpecification): string {
  return `Off-policy estimators in ${env}: states as in space ${space}, ${horizon} steps, discount ${discount}`;
}
