import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Shown } from '../course/shown.js';
import { stepAt } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { placeWords } from '../words/placeWords.js';

export interface PointedProps {
  readonly course: Shown;
  readonly layout: Layout;
  /** Of the lanes. */
  readonly bottom: number;
  /** Looks at a step. */
  readonly look: (step: number) => void;
}

/** What takes the pointer over all lanes: pressing looks at the step, resting says what is there. */
export function Pointed({ course, layout, bottom, look }: PointedProps): VNode {
  const words = useSignal('');
  const { left, right } = layout.frame;
  const stepOf = ({ currentTarget, clientX }: PointerEvent): number =>
    stepAt(layout.frame, left + clientX - (currentTarget as Element).getBoundingClientRect().left);
  return (
    <rect
      class="hit"
      x={left}
      y={0}
      width={right - left}
      height={bottom}
      onPointerDown={(event) => {
        look(stepOf(event));
      }}
      onPointerMove={(event) => {
        const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
        words.value = placeWords(course, layout, stepOf(event), y);
        if (event.buttons === 1) look(stepOf(event));
      }}
    >
      {words.value !== '' && <title>{words}</title>}
    </rect>
  );
}
