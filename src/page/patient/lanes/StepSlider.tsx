import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import type { Shown } from '../course/shown.js';
import { centre } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { TOP } from '../drawing/stack.js';
import { capital } from '../words/capital.js';
import { stepWords } from '../words/stepWords.js';
import { Pointed } from './Pointed.js';
import { Readout } from './Readout.js';
import { stepByKey } from './stepByKey.js';

export interface StepSliderProps {
  readonly course: Shown;
  readonly layout: Layout;
}

/** So that the outline of a step of a long run is seen, and can be aimed at. */
const NARROWEST = 7;

/**
 * The step that is looked at, over the timeline: one stop of the keyboard, as a slider. It alone is drawn anew where the
 * step changes.
 */
export function StepSlider({ course, layout }: StepSliderProps): VNode {
  const { state } = usePage();
  const step = useComputed(() => state.view.value.step).value;
  const { frame, ribbon, heights, height } = layout;
  const bottom = ribbon + heights.ribbon + 3;
  const width = Math.max(NARROWEST, frame.column);
  const look = (t: number): void => {
    state.look((draft) => {
      draft.step = t;
    });
  };
  const words = stepWords(course, step);
  return (
    <>
      <svg class="chart timeline-over" width={frame.width} height={height} viewBox={`0 0 ${frame.width} ${height}`}>
        {!frame.isNarrow && <Readout course={course} layout={layout} step={step} />}
        <Pointed course={course} layout={layout} bottom={bottom} look={look} />
        <g
          class="step-slider"
          role="slider"
          tabIndex={0}
          aria-label="Step"
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={course.horizon}
          aria-valuenow={step}
          aria-valuetext={words}
          onKeyDown={(event) => {
            const to = stepByKey(event.key, step, course.horizon);
            if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            look(to);
          }}
        >
          <rect
            class="step-outline"
            x={centre(frame, step) - width / 2}
            y={TOP - 6}
            width={width}
            height={bottom - TOP + 6}
            rx={3}
          />
        </g>
      </svg>
      {frame.isNarrow && (
        <p class="step-words" aria-hidden="true">
          {capital(words)}.
        </p>
      )}
    </>
  );
}
