import type { VNode } from 'preact';
import { Chart } from '../figure/Chart.js';
import { useWidth } from '../figure/useWidth.js';
import { usePage } from '../state/pageContext.js';
import type { Shown } from './course/shown.js';
import { layoutOf } from './drawing/layout.js';
import { AxisView } from './lanes/AxisView.js';
import { InfluenceView } from './lanes/InfluenceView.js';
import { LaneNames } from './lanes/LaneNames.js';
import { LaneGround, LaneView } from './lanes/LaneView.js';
import { OutcomesView } from './lanes/OutcomesView.js';
import { PartsGround, PartsView } from './lanes/PartsView.js';
import { BeforeTakeOver, PlanView } from './lanes/PlanView.js';
import { StepSlider } from './lanes/StepSlider.js';
import { courseSummary } from './words/courseSummary.js';

export interface TimelineProps {
  readonly course: Shown;
  /** Absent where the mechanism cannot be made in the page. */
  readonly influence: Float64Array | undefined;
  readonly title: string;
}

/** The course of a patient, lane by lane over the steps, at the width that there is. */
export function Timeline(props: TimelineProps): VNode {
  const [box, width] = useWidth();
  return (
    <div class="timeline" ref={box}>
      <TimelineAt {...props} width={width} />
    </div>
  );
}

/** @param props its width in pixels */
export function TimelineAt({ course, influence, title, width }: TimelineProps & { readonly width: number }): VNode {
  const { live } = usePage();
  const { takeOver, edits } = live.supposed.value;
  const layout = layoutOf(course, width);
  const { frame, heights, height } = layout;
  const lanes = [...layout.states, ...layout.action];
  return (
    <>
      <Chart id="timeline" width={width} height={height} title={title} description={courseSummary(course, influence)}>
        {lanes.map((placed) => (
          <LaneGround placed={placed} frame={frame} />
        ))}
        <PartsGround layout={layout} />
        <BeforeTakeOver layout={layout} takeOver={takeOver} />
        {layout.states.map((placed) => (
          <LaneView placed={placed} frame={frame} tone={course.outcome.tone} />
        ))}
        {layout.action.map((placed) => (
          <LaneView placed={placed} frame={frame} />
        ))}
        {lanes.map((placed) => (
          <LaneNames placed={placed} frame={frame} />
        ))}
        <PartsView layout={layout} />
        {layout.outcome !== undefined && (
          <OutcomesView
            outcomes={course.outcomes}
            frame={frame}
            top={layout.outcome}
            height={heights.outcome}
            horizon={course.horizon}
          />
        )}
        {influence && <InfluenceView layout={layout} influence={influence} />}
        <AxisView course={course} layout={layout} />
        <PlanView layout={layout} takeOver={takeOver} edits={edits} />
      </Chart>
      <StepSlider course={course} layout={layout} />
    </>
  );
}
