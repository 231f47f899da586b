import type { VNode } from 'preact';
import type { DecisionFigures } from '../../report/decisionFigures.js';
import { count } from '../../report/numbers.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { CutText } from '../figure/text/CutText.js';
import { useWidth } from '../figure/useWidth.js';
import { usePage } from '../state/pageContext.js';
import { linearScale } from '../figure/scale/scales.js';
import { ticks } from '../figure/scale/ticks.js';

const TITLE = 'How variable each mechanism makes the effect of one decision';
const [ROW, HEAD, FOOT, GAP] = [26, 46, 40, 40];
/** The two panels: each with what `EffectVariance` calls it. */
const PANELS = [
  ['joint', 'before the outcome is known'],
  ['given', 'knowing what happened'],
] as const;

/** The variance of the effect by mechanism, beside the least that any could have. */
export function VarianceFigure({ decisions }: { readonly decisions: DecisionFigures }): VNode {
  const { report } = usePage();
  const [box, width] = useWidth(1132);
  const { variances, least, nPairs } = decisions;
  const names = report.mechanisms.map(({ name }) => name);
  const isStacked = width < 620;
  const panel = isStacked ? width : (width - GAP) / 2;
  const panelHeight = HEAD + ROW * names.length + FOOT;
  const height = isStacked ? 2 * panelHeight + 12 : panelHeight;
  return (
    <Figure
      title={TITLE}
      caption={`A dot is the variance of the effect of one decision on the score of the next state, over ${count(nPairs)} pairs of a logged step and the policy's choice; the line is the least that is possible. The less, the more a mechanism says of one ${report.words.noun.one}. The mean effect of a decision is the same under all, and a low variance is no sign that a mechanism is right.`}
      table={() => ({
        head: ['mechanism', ...PANELS.flatMap(([, words]) => [words, 'times the least'])],
        rows: [...names.map((name, m) => [name, variances[m]] as const), ['least possible', least] as const].map(
          ([name, variance]) => [
            name,
            ...PANELS.flatMap(([key]) => [digits(variance[key]), times(variance[key], least[key])]),
          ],
        ),
      })}
    >
      <div ref={box}>
        <Chart id="variance" width={width} height={height} title={TITLE} description={described(names, decisions)}>
          {PANELS.map(([key, words], i) => (
            <g transform={isStacked ? `translate(0,${i * (panelHeight + 12)})` : `translate(${i * (panel + GAP)},0)`}>
              <Panel
                title={words}
                names={names}
                values={variances.map((variance) => variance[key])}
                least={least[key]}
                width={panel}
              />
            </g>
          ))}
        </Chart>
      </div>
    </Figure>
  );
}

interface PanelProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly least: number;
  readonly width: number;
}

function Panel({ title, names, values, least, width }: PanelProps): VNode {
  const left = Math.min(132, 0.36 * width);
  const right = width - 62;
  const domain = [0, Math.max(...values, least) || 1] as const;
  const x = linearScale(domain, [left, right]);
  const bottom = HEAD + ROW * names.length;
  const marked = ticks(domain, Math.max(2, (right - left) / 90));
  const label = `least possible ${digits(least)}`;
  return (
    <>
      <text class="strong" x={0} y={12}>
        {title}
      </text>
      <Grid scale={x} ticks={marked} from={HEAD - 8} to={bottom} />
      <line class="ref-threshold" x1={x(least)} x2={x(least)} y1={HEAD - 8} y2={bottom} />
      <text
        class="side"
        x={Math.min(x(least), right)}
        y={HEAD - 14}
        text-anchor={x(least) > (left + right) / 2 ? 'end' : 'middle'}
      >
        {label}
      </text>
      {names.map((name, m) => {
        const y = HEAD + ROW * m + ROW / 2;
        return (
          <g>
            <CutText text={name} x={0} y={y + 4} width={left - 12} />
            <line class="row-line" x1={x(least)} x2={x(values[m])} y1={y} y2={y} />
            <circle class="point cf" cx={x(values[m])} cy={y} r={4.5} />
            <text class="side" x={width} y={y + 4} text-anchor="end">
              {times(values[m], least)}
            </text>
          </g>
        );
      })}
      <Axis scale={x} ticks={marked} format={String} at={bottom + 16}>
        <text class="axis-note" x={right} y={bottom + 33} text-anchor="end">
          variance
        </text>
      </Axis>
    </>
  );
}

function digits(value: number): string {
  return value.toPrecision(3);
}

/** As `1.84 ×`; nothing where the least is 0. */
function times(value: number, least: number): string {
  return least > 0 ? `${(value / least).toFixed(2)}\u00a0×` : '';
}

function described(names: readonly string[], { variances, least }: DecisionFigures): string {
  const sentences = PANELS.map(([key, words]) => {
    const each = names.map((name, m) => `${name} ${digits(variances[m][key])}`).join(', ');
    return `Variance ${words}: ${each}; least possible ${digits(least[key])}.`;
  });
  return sentences.join(' ');
}
