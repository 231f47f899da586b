import type { VNode } from 'preact';
import { escaped } from '../../../core/escaped.js';
import { cutText, textLines } from '../svg/textWidth.js';
import { descriptionOf } from './descriptionOf.js';
import { SIZES, columnWidths, labelColumn, sectionPlace } from './layout.js';
import { PanelDrawing } from './PanelDrawing.js';
import { RowLabel } from './RowLabel.js';
import type { Section } from './section.js';

export interface RowsPictureProps {
  /** What is seen, in a few words. */
  readonly title: string;
  /** Of what: sizes, settings. */
  readonly subtitle: string;
  /** At least one. */
  readonly sections: readonly Section[];
  /** What a mark is, how to read it, and what it does not cover. */
  readonly notes: readonly string[];
  /** In pixels; default 900. */
  readonly width?: number;
}

const MARGIN = 24;
/** Of the subtitle, which may name what the user has: the description has all of it. */
const MOST_LINES = 3;

/**
 * A picture of a table: a row for each of its rows, with marks on axes and the figures beside them. Its description
 * holds all of these in words.
 */
export function RowsPicture({ title, subtitle, sections, notes, width = 900 }: RowsPictureProps): VNode {
  const room = width - 2 * MARGIN;
  const column = labelColumn(
    sections.flatMap(({ rows }) => rows),
    room,
  );
  const widthOf = columnWidths(sections);
  const under = textLines(escaped(subtitle), SIZES.label, room).slice(0, MOST_LINES);
  let y = MARGIN + 44 + 18 * under.length;
  const drawn = sections.map((section) => {
    const place = sectionPlace(section, room, { column, widthOf });
    const top = y;
    y += place.height + 14;
    return { section, place, top };
  });
  const foot = notes.flatMap((note) => textLines(escaped(note), SIZES.note, room));
  const height = y + 18 * foot.length + MARGIN - 6;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      font-family="Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
      font-feature-settings="'tnum'"
    >
      <title>{escaped(title)}</title>
      <desc>{descriptionOf(subtitle, sections, notes)}</desc>
      <rect width={width} height={height} fill="var(--ground)" />
      <text x={MARGIN} y={MARGIN + 14} font-size={SIZES.title} font-weight={650} fill="var(--ink)">
        {cutText(escaped(title), SIZES.title, room)}
      </text>
      <Lines lines={under} x={MARGIN} y={MARGIN + 38} size={SIZES.label} />
      {drawn.map(({ section: { heading, rows }, place, top }) => (
        <g transform={`translate(${MARGIN},${top})`}>
          {heading !== undefined && (
            <text y={14} font-size={SIZES.heading} font-weight={620} fill="var(--ink)">
              {cutText(escaped(heading), SIZES.heading, room)}
            </text>
          )}
          {rows.map((row, r) => (
            <RowLabel row={row} lines={place.labels[r]} y={place.y(r)} />
          ))}
          {place.panels.map((one) => (
            <PanelDrawing place={one} within={place} rows={rows} />
          ))}
        </g>
      ))}
      <Lines lines={foot} x={MARGIN} y={y + 8} size={SIZES.note} />
    </svg>
  );
}

function Lines({
  lines,
  x,
  y,
  size,
}: {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
}): VNode {
  return (
    <g font-size={size} fill="var(--ink-2)">
      {lines.map((line, k) => (
        <text x={x} y={y + 18 * k}>
          {line}
        </text>
      ))}
    </g>
  );
}
