import type { TopLevelSpec } from 'vega-lite';

/** A row of the chart: a point, a range, or a point in its range. */
export interface RangesRow {
  readonly label: string;
  readonly group: string;
  readonly value?: number;
  readonly lower?: number;
  readonly upper?: number;
}

export interface RangesChart {
  readonly title: string;
  readonly subtitle: string;
  readonly axis: string;
  readonly rows: readonly RangesRow[];
  /** Colour of each group. */
  readonly colours: Readonly<Record<string, string>>;
  /** A value drawn through all rows, and what it is. */
  readonly line?: { readonly value: number; readonly label: string };
}

/**
 * Returns between death and discharge, a row each, by group. Figures have four digits, so that a picture changes when
 * they do.
 */
export function rangesChart({ title, subtitle, axis, rows, colours, line }: RangesChart): TopLevelSpec {
  const values = rows.map(({ label, group, value, lower, upper }) => ({
    label,
    group,
    ...(value !== undefined && { value: rounded(value) }),
    ...(lower !== undefined && { lower: rounded(lower) }),
    ...(upper !== undefined && { upper: rounded(upper) }),
  }));
  const y = {
    field: 'label',
    type: 'nominal',
    sort: rows.map(({ label }) => label),
    axis: { title: null, ticks: false, domain: false, labelPadding: 10, labelLimit: 0, grid: true, tickBand: 'extent' },
  } as const;
  const x = {
    field: 'value',
    type: 'quantitative',
    scale: { domainMin: -1, domainMax: 1 },
    axis: { title: axis, format: '+.1f', tickCount: 5 },
  } as const;
  const color = {
    field: 'group',
    type: 'nominal',
    scale: { domain: Object.keys(colours), range: Object.values(colours) },
    // The labels say it.
    legend: null,
  } as const;
  const through: Layer[] = line
    ? [
        {
          data: { values: [{ value: rounded(line.value) }] },
          mark: { type: 'rule', strokeDash: [5, 4], strokeWidth: 1.5, color: TRUTH },
          encoding: { x },
        },
        {
          data: { values: [{ value: rounded(line.value), text: line.label }] },
          mark: { type: 'text', align: 'left', dx: 8, baseline: 'top', y: 6, fontSize: 12, color: TRUTH },
          encoding: { x, text: { field: 'text' } },
        },
      ]
    : [];
  return {
    title: { text: title, subtitle },
    width: 520,
    height: { step: 30 },
    data: { values },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.lower)' }],
        mark: { type: 'rule', strokeWidth: 9, opacity: 0.35 },
        encoding: { y, color, x: { ...x, field: 'lower' }, x2: { field: 'upper' } },
      },
      {
        transform: [{ filter: 'isValid(datum.value)' }],
        mark: { type: 'point', filled: true, size: 110, opacity: 1 },
        encoding: { y, color, x },
      },
      ...through,
    ],
  };
}

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

const TRUTH = '#b3261e';

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
