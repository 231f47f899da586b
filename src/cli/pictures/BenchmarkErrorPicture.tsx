import type { VNode } from 'preact';
import type { EstimatorSummary } from '../../experiments/benchmark/benchmarkSummary.js';
import { signed } from '../../report/numbers.js';
import { type BenchmarkPictureProps, benchmarkSections, settingText } from './benchmarkSections.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Dot, Range } from './rows/marks.js';
import { logScale } from './rows/scale.js';
import { significant } from './significant.js';

/** Standard errors that a bias must be from 0 to be drawn as one. */
const ERRORS = 2;

/** How far off each estimator is, by size of the data sets, on one logarithmic axis. */
export function BenchmarkErrorPicture({ specification, cells }: BenchmarkPictureProps): VNode {
  const scale = logScale(
    cells.flatMap(({ estimators }) => estimators.flatMap((one) => [one.rmse, biasOf(one)]).filter(isKnown)),
  );
  return (
    <RowsPicture
      title="How far off the estimators are"
      subtitle={settingText(specification)}
      sections={benchmarkSections(cells, ({ estimators }) => ({
        axis: 'root mean squared error, logarithmic',
        scale,
        draw: (row, x, y) => {
          const { rmse } = estimators[row];
          const bias = biasOf(estimators[row]);
          return rmse === undefined ? null : (
            <g>
              <Range from={x(scale.domain[0])} to={x(rmse)} y={y} thin />
              {bias !== undefined && <Dot x={x(bias)} y={y} hollow />}
              {rmse > 0 && <Dot x={x(rmse)} y={y} />}
            </g>
          );
        },
        columns: [
          { head: 'rmse', cell: (row) => errorText(estimators[row]) },
          { head: 'bias', cell: (row) => biasText(estimators[row]) },
        ],
      }))}
      notes={[
        `Dot: root mean squared error. Ring: size of the bias, where it is more than ${ERRORS} of its standard errors from 0.`,
        'Only data sets in which there is an estimate count.',
      ]}
    />
  );
}

/** Size of the bias, where chance alone would hardly make it. */
function biasOf({ bias }: EstimatorSummary): number | undefined {
  if (bias?.standardError === undefined) return undefined;
  const size = Math.abs(bias.mean);
  return size > ERRORS * bias.standardError ? size : undefined;
}

function errorText({ rmse, n, nUndefined }: EstimatorSummary): string {
  if (rmse === undefined) return 'undefined';
  return nUndefined === 0 ? significant(rmse) : `${significant(rmse)} in ${n} of ${n + nUndefined}`;
}

function biasText({ bias }: EstimatorSummary): string {
  return bias ? signed(bias.mean, 4) : '';
}

function isKnown(value: number | undefined): value is number {
  return value !== undefined;
}
