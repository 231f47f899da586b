import type { VNode } from 'preact';
import { Axis } from './Axis.js';
import { LINE, type PanelPlace, SIZES, type SectionPlace } from './layout.js';
import { ReferenceLine } from './ReferenceLine.js';
import { placeOf } from './scale.js';
import type { Row } from './section.js';

export interface PanelDrawingProps {
  readonly place: PanelPlace;
  readonly within: SectionPlace;
  readonly rows: readonly Row[];
}

/** One axis with the marks and figures of all rows. */
export function PanelDrawing({ place, within, rows }: PanelDrawingProps): VNode {
  const { panel, from, to, columns, heading } = place;
  const { scale, axis, references = [], draw } = panel;
  const x = placeOf(scale, [from, to]);
  return (
    <g>
      {heading.map((line, k) => (
        <text x={from} y={within.headings + (LINE + 1) * k} font-size={SIZES.panel} font-weight={600} fill="var(--ink)">
          {line}
        </text>
      ))}
      <Axis scale={scale} x={x} title={axis} from={from} to={to} top={within.rows} bottom={within.axis} />
      {references.map((reference) => (
        <ReferenceLine reference={reference} x={x(reference.value)} from={from} to={to} within={within} />
      ))}
      {rows.map((_, row) => draw(row, x, within.y(row)))}
      {panel.columns.map(({ head, cell, tone = 'ink' }, c) => (
        <g font-size={SIZES.figure} text-anchor="end" fill={`var(--${tone})`}>
          <text x={columns[c]} y={within.heads} font-size={SIZES.tick} fill="var(--ink-2)">
            {head}
          </text>
          {rows.map(({ strong = false }, row) => (
            <text x={columns[c]} y={within.y(row) + 4.5} {...(strong && { 'font-weight': 650 })}>
              {cell(row)}
            </text>
          ))}
        </g>
      ))}
    </g>
  );
}
