import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { decimal } from '../../../report/numbers.js';
import type { ReportEstimate } from '../../../report/report.js';
import { Axis, Grid } from '../../figure/Axis.js';
import { Chart } from '../../figure/Chart.js';
import { Figure } from '../../figure/Figure.js';
import { Interval } from '../../figure/Interval.js';
import { type Reference, ReferenceLines, referenceHeight } from '../../figure/ReferenceLines.js';
import { useWidth } from '../../figure/useWidth.js';
import { Code } from '../controls/Code.js';
import { REPLICATES } from './figures.js';
import type { PipelineState } from './pipelineState.js';
import { program } from './program.js';
import type { Results } from './results.js';
import { linearScale } from '../../figure/scale/scales.js';

const NAMES: Readonly<Record<string, string>> = {
  is: 'Importance sampling',
  wis: 'Weighted importance sampling',
  wpdis: 'Weighted per-decision',
  dr: 'Doubly robust',
  wdr: 'Weighted doubly robust',
  dm: 'Direct method',
  cf: 'Counterfactual',
};

const TITLE = 'What every method says of the policy';
const TICKS = [-1, -0.5, 0, 0.5, 1];
const NARROW = 520;

/** The other ways to value a policy from a log alone, beside the truth. */
export function Estimates({ state }: { readonly state: PipelineState }): VNode {
  const { settings, progress } = state;
  const results = useComputed(() => progress.value.results);
  const { estimates } = results.value;
  return (
    <div class="pg-estimates">
      {estimates ? (
        <Figure
          title={TITLE}
          caption={
            <>
              Dots are estimates from the log, lines their 95 % intervals ({REPLICATES} resamples). None of them covers
              an error of the model, or patients who were never treated so:{' '}
              <span class="truth">the truth is the dashed line</span>.
            </>
          }
          table={() => ({
            head: ['method', 'value', 'from', 'to'],
            rows: estimates.map((each) => [
              nameOf(each),
              numberOf(each.value),
              numberOf(each.interval?.lower),
              numberOf(each.interval?.upper),
            ]),
          })}
        >
          <Drawing estimates={estimates} results={results.value} />
        </Figure>
      ) : (
        <div>
          <h3>{TITLE}</h3>
          <p class="pg-note">…</p>
        </div>
      )}
      <Code label="Estimates, in TypeScript" text={program(settings.value).estimates} />
    </div>
  );
}

interface DrawingProps {
  readonly estimates: readonly ReportEstimate[];
  readonly results: Results;
}

function Drawing({ estimates, results }: DrawingProps): VNode {
  const [box, width] = useWidth();
  const isNarrow = width < NARROW;
  const [left, right, row] = isNarrow ? [10, 10, 42] : [222, 134, 27];
  const scale = linearScale([-1, 1], [left, width - right]);
  const references: readonly Reference[] = [
    {
      kind: 'observed',
      value: results.simulate!.observed.value,
      label: ['observed', decimal(results.simulate!.observed.value)],
    },
    { kind: 'truth', value: results.promise!.truth.value, label: ['the truth', decimal(results.promise!.truth.value)] },
  ];
  const place = { references, scale, from: 0, to: width };
  const top = referenceHeight(place);
  const bottom = top + estimates.length * row + 4;
  const y = (i: number): number => top + (i + (isNarrow ? 0.72 : 0.5)) * row;
  // Where words stand above the lines, none runs through them.
  const stretches = isNarrow ? estimates.map((_, i) => [y(i) - 9, y(i) + 9] as const) : [[top, bottom] as const];
  return (
    <div ref={box}>
      <Chart
        id="estimates"
        width={width}
        height={bottom + 38}
        title={TITLE}
        description={wordsOf(estimates, references)}
      >
        {stretches.map(([from, to]) => (
          <Grid scale={scale} ticks={TICKS} from={from} to={to} />
        ))}
        <ReferenceLines {...place} top={0} stretches={stretches} />
        {estimates.map((each, i) => (
          <g key={each.estimator}>
            <text x={0} y={isNarrow ? y(i) - 14 : y(i) + 4}>
              {nameOf(each)} <tspan class="soft">{each.estimator}</tspan>
            </text>
            <text x={width} y={isNarrow ? y(i) - 14 : y(i) + 4} text-anchor="end">
              {shown(each)}
            </text>
            <Interval
              scale={clamped(scale)}
              y={y(i)}
              value={each.value}
              interval={each.interval}
              tone={each.estimator === 'cf' ? 'cf' : undefined}
            />
          </g>
        ))}
        <Axis scale={scale} ticks={TICKS} format={(tick) => decimal(tick, tick % 1 === 0 ? 0 : 1)} at={bottom + 14}>
          <text class="axis-note tick" x={scale(-1)} y={bottom + 30} text-anchor={isNarrow ? 'start' : 'middle'}>
            all die
          </text>
          <text class="axis-note tick" x={scale(1)} y={bottom + 30} text-anchor={isNarrow ? 'end' : 'middle'}>
            all discharged
          </text>
        </Axis>
      </Chart>
    </div>
  );
}

/** Weights can take an estimate beyond what any patient can be worth: it then stands at the edge. */
function clamped(scale: (value: number) => number): (value: number) => number {
  return (value) => scale(Math.max(-1, Math.min(1, value)));
}

function nameOf({ estimator }: ReportEstimate): string {
  return NAMES[estimator];
}

function numberOf(value: number | undefined): string {
  return value === undefined ? '' : decimal(value);
}

function shown({ value, interval }: ReportEstimate): string {
  if (value === undefined) return 'none';
  return interval ? `${decimal(value)} [${decimal(interval.lower)}, ${decimal(interval.upper)}]` : decimal(value);
}

function wordsOf(estimates: readonly ReportEstimate[], references: readonly Reference[]): string {
  return [
    ...references.map(({ label }) => label.join(' ')),
    ...estimates.map((each) => `${nameOf(each)} ${shown(each)}`),
  ].join('; ');
}
