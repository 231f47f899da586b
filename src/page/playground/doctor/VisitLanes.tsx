import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { Chart } from '../../figure/Chart.js';
import { useWidth } from '../../figure/useWidth.js';
import { layoutOf } from '../../patient/drawing/layout.js';
import { AxisView } from '../../patient/lanes/AxisView.js';
import { LaneNames } from '../../patient/lanes/LaneNames.js';
import { LaneGround, LaneView } from '../../patient/lanes/LaneView.js';
import { OutcomesView } from '../../patient/lanes/OutcomesView.js';
import { PartsView } from '../../patient/lanes/PartsView.js';
import { courseSummary } from '../../patient/words/courseSummary.js';
import { Choice } from '../controls/Choice.js';
import { shownVisit } from './shownVisit.js';
import { isOver } from './visit.js';
import type { WardState } from './wardState.js';

/** The course of the visit, lane by lane; when it is over, over what another would have made of it. */
export function VisitLanes({ state: { visit, sight, scores } }: { readonly state: WardState }): VNode {
  const who = useSignal<'best' | 'physician'>('best');
  const judgement = useComputed(() => (isOver(visit.value) ? scores.value.at(-1)?.judgement : undefined));
  const course = useComputed(() =>
    shownVisit(visit.value, isOver(visit.value) ? 'full' : sight.value, judgement.value?.[who.value].course),
  );
  const [box, width] = useWidth();
  const shown = course.value;
  const layout = layoutOf(shown, width);
  const { frame, heights, axis } = layout;
  return (
    <>
      <div class="timeline" ref={box}>
        <Chart
          id="visit"
          width={width}
          height={axis + 20}
          title={`Patient ${shown.name}, step by step`}
          description={courseWords(shown, judgement.value !== undefined)}
        >
          {layout.states.map((placed) => (
            <g key={placed.lane.name}>
              <LaneGround placed={placed} frame={frame} />
              <LaneView placed={placed} frame={frame} tone={shown.outcome.tone} />
              <LaneNames placed={placed} frame={frame} />
            </g>
          ))}
          <PartsView layout={layout} />
          {layout.outcome !== undefined && (
            <OutcomesView
              outcomes={shown.outcomes}
              frame={frame}
              top={layout.outcome}
              height={heights.outcome}
              horizon={shown.horizon}
            />
          )}
          <AxisView course={shown} layout={layout} ends="the end" />
        </Chart>
      </div>
      {judgement.value && (
        <Choice
          legend="In blue, where the patient would have been with"
          options={[
            ['best', 'the best plan'],
            ['physician', 'the physician'],
          ]}
          value={who.value}
          onValue={(value) => {
            who.value = value;
          }}
        />
      )}
    </>
  );
}

/** While nothing is held against it, what was seen alone. */
function courseWords(shown: Parameters<typeof courseSummary>[0], judged: boolean): string {
  if (judged) return courseSummary(shown, undefined);
  return shown.seen
    .map((words, t) => `Step ${t}: ${words}${t < shown.given.length ? `; given ${shown.given[t]}` : ''}.`)
    .join(' ');
}
