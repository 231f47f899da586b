import type { VNode } from 'preact';
import type { BenchmarkCell } from '../../experiments/benchmark/benchmarkReport.js';
import type { IntervalSummary } from '../../experiments/benchmark/benchmarkSummary.js';
import { decimal, percent } from '../../report/numbers.js';
import { type BenchmarkPictureProps, benchmarkSections, settingText } from './benchmarkSections.js';
import { coverageRange } from './coverageRange.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Cross, Dot, Range } from './rows/marks.js';
import type { Scale } from './rows/scale.js';
import type { Panel } from './rows/section.js';

const SHARES: Scale = { kind: 'linear', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], text: percent };

/** How often each method's intervals hold the truth, beside the level that they promise. */
export function BenchmarkCoveragePicture({ specification, cells }: BenchmarkPictureProps): VNode {
  const { intervals: methods, level } = specification;
  return (
    <RowsPicture
      title="How often the intervals hold the truth"
      subtitle={settingText(specification)}
      sections={methods.flatMap((method) =>
        benchmarkSections(cells, (cell) => panelOf(cell, method, level), `Intervals by ${method}`),
      )}
      notes={[
        'Line: where the share itself lies, at 95\u00a0%, as there are only so many data sets. Cross: the intervals hold the truth too seldom, beyond that.',
        'Only data sets in which there is an interval count.',
      ]}
    />
  );
}

function panelOf({ estimators }: BenchmarkCell, method: string, level: number): Omit<Panel, 'heading'> {
  const summaries = estimators.map(({ intervals }) => intervals[method]);
  return {
    axis: 'share of the intervals that hold the truth',
    scale: SHARES,
    references: [{ value: level, label: `promised ${percent(level)}`, kind: 'least' }],
    draw: (row, x, y) => {
      const { coverage, n } = summaries[row];
      if (coverage === undefined) return null;
      const { lower, upper } = coverageRange(coverage, n);
      const isShort = upper < level;
      return (
        <g>
          <Range from={x(lower)} to={x(upper)} y={y} tone={isShort ? 'bad' : 'cf'} />
          {isShort ? <Cross x={x(coverage)} y={y} /> : <Dot x={x(coverage)} y={y} />}
        </g>
      );
    },
    columns: [
      { head: 'share', cell: (row) => shareText(summaries[row]) },
      { head: '', cell: (row) => answerOf(summaries[row], level) },
    ],
  };
}

function shareText({ coverage, n, missing }: IntervalSummary): string {
  if (coverage === undefined) return 'no interval';
  return `${decimal(100 * coverage, 1)}\u00a0%${missing > 0 ? ` of ${n}` : ''}`;
}

function answerOf({ coverage, n }: IntervalSummary, level: number): string {
  return coverage !== undefined && coverageRange(coverage, n).upper < level ? 'too seldom' : '';
}
