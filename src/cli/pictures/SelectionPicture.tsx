import type { VNode } from 'preact';
import { count, decimal, signed } from '../../report/numbers.js';
import { choiceByGain, choiceText } from '../ope/choiceByGain.js';
import {
  BY_GAIN,
  type Candidate,
  type Ranked,
  type Ranking,
  type SelectionSettings,
  rankingsOf,
} from '../ope/rankings.js';
import { RowsPicture } from './rows/RowsPicture.js';
import { Diamond, Dot, Range, Tick, type Tone } from './rows/marks.js';
import { type Scale, linearScale } from './rows/scale.js';
import type { Column, Panel, Section } from './rows/section.js';

export interface SelectionPictureProps {
  readonly candidates: readonly Candidate[];
  readonly settings: SelectionSettings;
}

/** What is drawn of one policy. */
interface Drawn {
  readonly value?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly truth?: number;
  readonly rank?: number;
}

/** Policies by what each estimator says of them, with intervals, the first by rank, and the truth where it is known. */
export function SelectionPicture({ candidates, settings }: SelectionPictureProps): VNode {
  const rankings = rankingsOf(candidates, settings);
  const choice = choiceByGain(candidates, rankings);
  const values = rankings
    .filter(({ estimator }) => estimator !== BY_GAIN)
    .map((ranking) => ({ ranking, rows: ranking.policies.map(estimateOf) }));
  // One axis for all estimates, so that they can be compared; gains are another quantity.
  const shared = linearScale(values.flatMap(({ rows }) => rows.flatMap(numbersOf)));
  const sections = rankings.map((ranking): Section => {
    if (ranking.estimator !== BY_GAIN) return section(ranking, ranking.policies.map(estimateOf), shared);
    const rows = gainsOf(ranking, candidates);
    return section(ranking, rows, linearScale([0, ...rows.flatMap(numbersOf)]));
  });
  const { result } = candidates[0];
  const hasTruth = rankings.some(({ policies }) => policies.some(({ truth }) => truth !== undefined));
  return (
    <RowsPicture
      title="Which policy to choose"
      subtitle={`${count(candidates.length)} policies on ${count(result.nEpisodes)} episodes; horizon ${result.horizon}, discount ${settings.chosen.discount}, behaviour ${result.behaviour}`}
      sections={sections}
      notes={[
        `Diamond: first by rank, by ${settings.by === 'lower' ? 'the lower end' : 'the estimate'}. Dot: estimate. Line: ${decimal(100 * settings.level, 0)}\u00a0% interval; of a gain, from its lower bound.${hasTruth ? ' Plum stroke: the truth.' : ''}`,
        ...(choice ? [`${choiceText(choice)}.`] : []),
      ]}
    />
  );
}

function section({ estimator, policies }: Ranking, rows: readonly Drawn[], scale: Scale): Section {
  const isGain = estimator === BY_GAIN;
  const panel: Panel = {
    axis: isGain ? 'gain over the behaviour policy' : 'expected return',
    scale,
    ...(scale.domain[0] <= 0 && scale.domain[1] >= 0 && { references: [{ value: 0, kind: 'plain' }] }),
    // The first is what was done.
    draw: (row, x, y) => drawn(rows[row], row === 0 ? 'ink' : 'cf', x, y),
    columns: columnsOf(rows, isGain),
  };
  return {
    heading: isGain ? `${estimator}, by the gain` : estimator,
    rows: policies.map(({ policy, rank }) => ({ label: policy, strong: rank === 1 })),
    panels: [panel],
  };
}

function drawn(
  { value, lower, upper, truth, rank }: Drawn,
  tone: Tone,
  x: (value: number) => number,
  y: number,
): VNode {
  return (
    <g>
      {value !== undefined && lower !== undefined && <Range from={x(lower)} to={x(upper ?? value)} y={y} tone={tone} />}
      {truth !== undefined && <Tick x={x(truth)} y={y} tone="truth" />}
      {value !== undefined &&
        (rank === 1 ? (
          <Diamond x={x(value)} y={y} tone={tone} />
        ) : (
          <Dot x={x(value)} y={y} tone={tone} hollow={rank === undefined} />
        ))}
    </g>
  );
}

function columnsOf(rows: readonly Drawn[], isGain: boolean): Column[] {
  const text = (value: number | undefined): string =>
    value === undefined ? '' : isGain ? signed(value, 4) : decimal(value, 4);
  const ends = ({ lower, upper }: Drawn): string =>
    upper === undefined ? text(lower) : `[${text(lower)}, ${text(upper)}]`;
  return [
    { head: isGain ? 'gain' : 'estimate', cell: (row) => text(rows[row].value) },
    { head: isGain ? 'at least' : 'interval', cell: (row) => ends(rows[row]) },
    { head: 'rank', cell: (row) => String(rows[row].rank ?? 'none') },
    ...(rows.some(({ truth }) => truth !== undefined)
      ? [{ head: 'truth', tone: 'truth' as const, cell: (row: number) => text(rows[row].truth) }]
      : []),
  ];
}

function estimateOf({ estimate, rank, truth }: Ranked): Drawn {
  const { value, interval } = estimate ?? {};
  return {
    ...(value !== undefined && { value }),
    ...(interval && 'interval' in interval && { lower: interval.interval.lower, upper: interval.interval.upper }),
    ...(rank !== undefined && { rank }),
    ...(truth !== undefined && { truth }),
  };
}

/** The behaviour policy gains nothing over itself. */
function gainsOf({ policies: [kept, ...others] }: Ranking, candidates: readonly Candidate[]): Drawn[] {
  const gained = others.map(({ rank, truth }, c): Drawn => {
    const { gain } = candidates[c].result;
    return {
      ...('gain' in gain && { value: gain.gain, lower: gain.lower }),
      ...(rank !== undefined && { rank }),
      ...(truth !== undefined && kept.truth !== undefined && { truth: truth - kept.truth }),
    };
  });
  return [{ value: 0, ...(kept.rank !== undefined && { rank: kept.rank }) }, ...gained];
}

function numbersOf({ value, lower, upper, truth }: Drawn): number[] {
  return [value, lower, upper, truth].filter((number) => number !== undefined);
}
