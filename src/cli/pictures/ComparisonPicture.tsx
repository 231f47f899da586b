import type { VNode } from 'preact';
import type { MultiStepRow } from '../../counterfactual/multistep/comparisonParts.js';
import { decimal } from '../../report/numbers.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Dot, Range } from './rows/marks.js';
import { linearScale } from './rows/scale.js';
import type { Panel } from './rows/section.js';
import { significant, timesText } from './significant.js';

export interface ComparisonPictureProps {
  readonly rows: readonly MultiStepRow[];
  /** Of which runs. */
  readonly about: string;
}

/** How variable each mechanism leaves whole runs, beside the least that any step-by-step coupling reaches. */
export function ComparisonPicture({ rows, about }: ComparisonPictureProps): VNode {
  // The bound is known only before the episode is: it has no such variance.
  const mechanisms = rows.filter(({ givenEpisode }) => givenEpisode !== undefined);
  const least = rows.find(({ givenEpisode }) => givenEpisode === undefined);
  const known = mechanisms.map(({ givenEpisode }) => givenEpisode!);
  const before = mechanisms.map(({ differenceGivenStart }) => differenceGivenStart);
  const correlations = mechanisms.map(({ correlation }) => correlation);
  const panels: readonly Panel[] = [
    {
      heading: 'Return under the policy, once the episode is known',
      axis: 'variance left, mean over episodes',
      scale: linearScale([0, ...known], 4),
      draw: fromZero(known),
      columns: [{ head: 'variance', cell: (row) => significant(known[row]) }],
    },
    {
      heading: 'Effect of the policy, before anything is known',
      axis: 'variance given the first state',
      scale: linearScale([0, ...before], 4),
      ...(least && {
        references: [
          {
            value: least.differenceGivenStart,
            label: `least ${significant(least.differenceGivenStart)}`,
            kind: 'least',
          },
        ],
      }),
      draw: fromZero(before),
      columns: [
        { head: 'variance', cell: (row) => significant(before[row]) },
        ...(least
          ? [{ head: '/ least', cell: (row: number) => timesText(before[row] / least.differenceGivenStart) }]
          : []),
      ],
    },
    {
      heading: 'Return as treated and under the policy',
      axis: 'of the returns of one run',
      scale: linearScale([0, 1, ...correlations], 4),
      references: [{ value: 0, kind: 'plain' }],
      draw: fromZero(correlations),
      columns: [{ head: 'correlation', cell: (row) => decimal(correlations[row], 4) }],
    },
  ];
  return (
    <RowsPicture
      title="How much the mechanism matters for whole runs"
      subtitle={about}
      sections={[{ rows: mechanisms.map(({ mechanism }) => ({ label: mechanism })), panels }]}
      notes={[
        ...(least ? ['Dashed line: the least that any step-by-step coupling reaches.'] : []),
        'A mechanism that leaves less variance is more definite, not more true: no data tell which one is right.',
      ]}
      width={980}
    />
  );
}

/** A dot for each value, and a line that leads to it from 0. */
function fromZero(values: readonly number[]): Panel['draw'] {
  return (row, x, y) => (
    <g>
      <Range from={x(0)} to={x(values[row])} y={y} thin />
      <Dot x={x(values[row])} y={y} />
    </g>
  );
}
