import { escaped } from '../../../core/escaped.js';
import { cutText, textLines, textWidth } from '../svg/textWidth.js';
import type { Column, Panel, Row, Section } from './section.js';

/** Sizes of text, in pixels. */
export const SIZES = { title: 17, heading: 14, panel: 12.5, label: 13, figure: 12.5, tick: 12, note: 12.5 } as const;

/** Lines of a label, of a panel's heading. */
export const LINE = 16;

const GAP = 28;
const COLUMN_GAP = 16;
const MOST_LABEL = 0.33;
const LEAST_PLOT = 60;
/** How much wider bold letters are. */
const BOLD = 1.1;

/** Where a panel lies. */
export interface PanelPlace {
  readonly panel: Panel;
  readonly from: number;
  readonly to: number;
  /** Right end of each column of figures. */
  readonly columns: readonly number[];
  readonly heading: readonly string[];
}

/** Where all of a section lies, from its top at 0. */
export interface SectionPlace {
  readonly panels: readonly PanelPlace[];
  /** Of each row, its label as it is written. */
  readonly labels: readonly (readonly string[])[];
  /** Base line of the panels' headings. */
  readonly headings: number;
  /** Base line of the heads of columns, and of what references are called. */
  readonly heads: number;
  /** Upper end of the first row. */
  readonly rows: number;
  /** Middle of each row. */
  readonly y: (row: number) => number;
  /** Where the axes are. */
  readonly axis: number;
  readonly height: number;
}

/** Width of the column of labels that is enough for all rows of a picture, or the most that they get. */
export function labelColumn(rows: readonly Row[], width: number): number {
  const widths = rows.map(({ label, strong }) => textWidth(escaped(label), SIZES.label) * weightOf(strong));
  return Math.ceil(Math.min(MOST_LABEL * width, Math.max(60, ...widths)));
}

/** How wide a column of figures is, of the panel at a place in its section. */
export type ColumnWidth = (panel: number, column: Column) => number;

/**
 * Columns with the same head in panels that lie below each other are as wide as the widest of them, so that their axes
 * lie below each other, too.
 */
export function columnWidths(sections: readonly Section[]): ColumnWidth {
  const widths = new Map<string, number>();
  const keyOf = (panel: number, { head }: Column): string => `${panel} ${head}`;
  for (const { rows, panels } of sections)
    for (const [p, { columns }] of panels.entries())
      for (const column of columns) {
        const cells = rows.map(({ strong }, row) => textWidth(column.cell(row), SIZES.figure) * weightOf(strong));
        const key = keyOf(p, column);
        widths.set(key, Math.ceil(Math.max(widths.get(key) ?? 0, textWidth(column.head, SIZES.tick), ...cells)));
      }
  return (panel, column) => widths.get(keyOf(panel, column))!;
}

/** @param column width of the labels */
export function sectionPlace(
  { heading, rows, panels }: Section,
  width: number,
  { column, widthOf }: { readonly column: number; readonly widthOf: ColumnWidth },
): SectionPlace {
  const each = Math.floor((width - column) / panels.length);
  const places = panels.map((panel, k) => {
    const widths = panel.columns.map((one) => widthOf(k, one));
    return panelPlace(panel, widths, [column + k * each, column + (k + 1) * each]);
  });
  const labels = rows.map(({ label, strong }) => labelLines(escaped(label), column / weightOf(strong)));
  const row = labels.some((lines) => lines.length > 1) ? 40 : 28;
  const headings = (heading === undefined ? 0 : 28) + 12;
  const heads = headings + (LINE + 1) * Math.max(...places.map((place) => place.heading.length)) + 2;
  const top = heads + 8;
  const axis = top + row * rows.length;
  return {
    ...{ panels: places, labels, headings, heads, rows: top, axis },
    y: (r) => top + row * (r + 0.5),
    height: axis + 40,
  };
}

function panelPlace(panel: Panel, widths: readonly number[], [left, right]: readonly [number, number]): PanelPlace {
  const ends = widths.map((_, c) => right - sum(widths.slice(c + 1)) - COLUMN_GAP * (widths.length - 1 - c));
  const from = left + GAP;
  return {
    panel,
    from,
    to: Math.max(from + LEAST_PLOT, right - sum(widths) - COLUMN_GAP * widths.length),
    columns: ends,
    heading: panel.heading === undefined ? [] : textLines(panel.heading, SIZES.panel, (right - from) / BOLD),
  };
}

/** One line, or two where it does not fit; of a third nothing is written. */
function labelLines(label: string, room: number): string[] {
  const lines = textLines(label, SIZES.label, room);
  if (lines.length <= 1) return [cutText(label, SIZES.label, room)];
  return [lines[0], cutText(label.slice(lines[0].length + 1), SIZES.label, room)];
}

function weightOf(strong: boolean | undefined): number {
  return strong ? BOLD : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
