import type { ComponentChildren, VNode } from 'preact';
import { VERDICT_TONE } from '../../report/captions/verdictWords.js';
import { Band, Interval } from '../figure/Interval.js';
import { CutText } from '../figure/text/CutText.js';
import type { WorthLayout } from './worthLayout.js';
import type { WorthGroup, WorthRow } from './worthRows.js';
import { worthText } from './worthWords.js';

export interface WorthGroupViewProps {
  readonly group: WorthGroup;
  readonly placed: WorthLayout['groups'][number];
  readonly layout: WorthLayout;
  readonly scale: (value: number) => number;
  /** Of the drawing. */
  readonly width: number;
  /** Behind the rows. */
  readonly children?: ComponentChildren;
}

/** A group of methods under the library's verdict on it. */
export function WorthGroupView({ group, placed, layout, scale, width, children }: WorthGroupViewProps): VNode {
  const { title, about, level, rows } = group;
  return (
    <g>
      {children}
      <text class="strong halo" x={0} y={placed.title}>
        {title}
        {!layout.isNarrow && (
          <tspan class="soft" dx={8}>
            {about}
          </tspan>
        )}
      </text>
      {level && (
        <text class={`halo ${VERDICT_TONE[level]}-text`} x={width} y={placed.title} text-anchor="end">
          {level}
        </text>
      )}
      {rows.map((row, k) => (
        <Row row={row} y={placed.rows[k]} layout={layout} scale={scale} width={width} />
      ))}
    </g>
  );
}

interface RowProps extends Pick<WorthGroupViewProps, 'layout' | 'scale' | 'width'> {
  readonly row: WorthRow;
  /** Of its line. */
  readonly y: number;
}

function Row({ row, y, layout, scale, width }: RowProps): VNode {
  const { isNarrow, left, right } = layout;
  const { label, estimator, value, interval, bounds } = row;
  const baseline = isNarrow ? y - 13 : y + 4.5;
  // On the smallest screens the label alone.
  const hasCode = width >= 340;
  const tone = estimator === 'cf' ? 'cf' : undefined;
  return (
    <g>
      {isNarrow && <line class="row-line" x1={left} x2={right} y1={y} y2={y} />}
      <CutText
        class="halo"
        text={label}
        x={isNarrow ? 0 : 12}
        y={baseline}
        width={!isNarrow ? 188 : hasCode ? width - 170 : width - 124}
      >
        {hasCode && (
          <tspan class="soft" dx={6}>
            {estimator}
          </tspan>
        )}
      </CutText>
      <text class={value === undefined ? 'halo soft' : 'halo'} x={width} y={baseline} text-anchor="end">
        {worthText(row)}
      </text>
      {bounds && <Band scale={scale} y={y} lower={bounds.lower} upper={bounds.upper} />}
      <Interval scale={scale} y={y} value={value} interval={interval} tone={tone} />
    </g>
  );
}
