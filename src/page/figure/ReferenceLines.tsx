import type { VNode } from 'preact';
import { CutText } from './text/CutText.js';
import { cut } from './text/cut.js';
import { placeLabels } from './text/placeLabels.js';
import { textWidth } from './text/textWidth.js';

/** A value that a drawing is held against: what was observed, the truth, a threshold. */
export interface Reference {
  readonly kind: 'observed' | 'truth' | 'threshold';
  readonly value: number;
  /** What it is, and its number. */
  readonly label: readonly [name: string, number: string];
}

export interface ReferenceLinesProps {
  readonly references: readonly Reference[];
  readonly scale: (value: number) => number;
  /** Where labels may stand, in pixels. */
  readonly from: number;
  readonly to: number;
  /** Top of the labels, in pixels; they take `referenceHeight`. */
  readonly top: number;
  /** Stretches that the lines run over, from the labels downwards. */
  readonly stretches: readonly (readonly [from: number, to: number])[];
}

const [SIZE, WEIGHT, ROW] = [12.5, 560, 34];

/** Pixels that the labels of these lines take. */
export function referenceHeight({
  references,
  scale,
  from,
  to,
}: Pick<ReferenceLinesProps, 'references' | 'scale' | 'from' | 'to'>): number {
  return ROW * (1 + Math.max(-1, ...placed(references, scale, from, to).map(({ row }) => row)));
}

/** Vertical lines with their labels above, none of which covers another. */
export function ReferenceLines({ references, scale, from, to, top, stretches }: ReferenceLinesProps): VNode {
  const labels = placed(references, scale, from, to);
  const bottom = top + referenceHeight({ references, scale, from, to });
  return (
    <g>
      {references.map(({ kind, value, label: [name, number] }, i) => {
        const x = scale(value);
        const y = bottom - ROW * (labels[i].row + 1);
        const tone = kind === 'truth' ? 'strong truth-text' : 'strong';
        return (
          <g>
            {[[y + ROW - 2, bottom] as const, ...stretches].map(([a, b]) => (
              <line class={`ref-${kind}`} x1={x} x2={x} y1={a} y2={b} />
            ))}
            <CutText
              class={tone}
              text={name}
              x={labels[i].x}
              y={y + 12}
              text-anchor="middle"
              width={to - from}
              bold={WEIGHT}
            />
            <text class={tone} x={labels[i].x} y={y + 27} text-anchor="middle">
              {number}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function placed(
  references: readonly Reference[],
  scale: (value: number) => number,
  from: number,
  to: number,
): ReturnType<typeof placeLabels> {
  const labels = references.map(({ value, label }) => ({
    at: scale(value),
    width: Math.max(...label.map((text) => textWidth(cut(text, to - from, SIZE, WEIGHT), SIZE, WEIGHT))),
  }));
  return placeLabels(labels, from, to);
}
