import type { VNode } from 'preact';
import { decimal, exactPercent } from '../../report/numbers.js';
import type { PolicyReport, Report } from '../../report/report.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { ReferenceLines, referenceHeight } from '../figure/ReferenceLines.js';
import { useWidth } from '../figure/useWidth.js';
import { WorthGroupView } from './WorthGroupView.js';
import { WorthNotes } from './WorthNotes.js';
import { type ReturnDomain, domainTicks } from './returnDomain.js';
import { worthReferences } from './worthReferences.js';
import { worthLayout, worthSides } from './worthLayout.js';
import { worthGroups } from './worthRows.js';
import { worthDescription, worthTable } from './worthWords.js';
import { clampedScale } from '../figure/scale/scales.js';

export interface WorthFigureProps {
  readonly report: Report;
  readonly policy: PolicyReport;
  readonly domain: ReturnDomain;
}

/** What every method says that the policy is worth, on one axis. */
export function WorthFigure({ report, policy, domain }: WorthFigureProps): VNode {
  const [box, width] = useWidth();
  const groups = worthGroups(policy);
  const sides = worthSides(width);
  const scale = clampedScale([domain.from, domain.to], [sides.left, sides.right]);
  const labels = { references: worthReferences(policy, sides.isNarrow), scale, from: 0, to: width };
  const top = referenceHeight(labels);
  const layout = worthLayout(groups, width, top);
  const { isNarrow, bottom, height } = layout;
  const ticks = domainTicks(domain, width);
  const across = isNarrow
    ? layout.groups.flatMap(({ rows }) => rows.map((y) => [y - 9, y + 9] as const))
    : [[top, bottom] as const];
  return (
    <Figure
      heading="h2"
      title="What the policy is worth, by every method"
      caption={<Caption report={report} policy={policy} />}
      table={() => worthTable(policy)}
      notes={<WorthNotes groups={groups} />}
    >
      <div ref={box}>
        <Chart
          id="worth"
          width={width}
          height={height}
          title={`What ${policy.name} is worth, by every method`}
          description={worthDescription(groups, policy)}
        >
          {!isNarrow && <Grid scale={scale} ticks={ticks} from={top} to={bottom} />}
          {groups.map((group, i) => (
            <WorthGroupView group={group} placed={layout.groups[i]} layout={layout} scale={scale} width={width}>
              {i === 0 && <ReferenceLines {...labels} top={0} stretches={across} />}
            </WorthGroupView>
          ))}
          <Axis scale={scale} ticks={ticks} format={tickText} at={bottom + 17}>
            {domain.ends.map(({ value, label }, k) => (
              <text
                class="axis-note"
                x={isNarrow ? (k === 0 ? 0 : width) : scale(value)}
                y={bottom + 33}
                text-anchor={isNarrow ? (k === 0 ? 'start' : 'end') : 'middle'}
              >
                {label}
              </text>
            ))}
          </Axis>
        </Chart>
      </div>
    </Figure>
  );
}

function Caption({ report, policy }: Omit<WorthFigureProps, 'domain'>): VNode {
  const { about, words } = report;
  const discounted = about.discount === 1 ? '' : `, discounted by ${about.discount} a step`;
  return (
    <>
      Return of a {words.noun.one}
      {discounted}: a dot is an estimate, its line the {exactPercent(about.level)} interval, a hollow dot has none; the{' '}
      <span class="cf">blue band</span> is how far the counterfactual could move over all mechanisms. None of this
      covers an error of the model
      {policy.truth && (
        <>
          : compare <span class="truth">the truth</span>
        </>
      )}
      .
    </>
  );
}

/** As short as it can be told. */
function tickText(tick: number): string {
  return decimal(tick, Math.max(0, Math.min(3, (String(Math.abs(tick)).split('.')[1] ?? '').length)));
}
