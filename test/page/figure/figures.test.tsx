import { fc, test } from '@fast-check/vitest';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Axis, Grid } from '../../../src/page/figure/Axis.js';
import { Chart } from '../../../src/page/figure/Chart.js';
import { Figure } from '../../../src/page/figure/Figure.js';
import { Band, Interval } from '../../../src/page/figure/Interval.js';
import { NumbersTable } from '../../../src/page/figure/NumbersTable.js';
import { ReferenceLines, referenceHeight } from '../../../src/page/figure/ReferenceLines.js';
import { CutText } from '../../../src/page/figure/text/CutText.js';

/** A hundred pixels a unit, 0 at 50. */
const scale = (value: number): number => 50 + 100 * value;

describe('marks', () => {
  it('draw three rows where values are', () => {
    const rows = [
      <Interval scale={scale} y={10} value={0.5} interval={{ lower: 0.25, upper: 1 }} />,
      <Interval scale={scale} y={30} value={-0.25} tone="cf" r={3} />,
      <Interval scale={scale} y={50} interval={{ lower: 0, upper: 2 }} tone="truth" />,
    ].map((row) => render(row));
    expect(rows).toEqual([
      '<line class="interval" x1="75" x2="150" y1="10" y2="10"></line><circle class="point" cx="100" cy="10" r="4.5"></circle>',
      '<circle class="point cf hollow" cx="25" cy="30" r="3"></circle>',
      '<line class="interval truth" x1="50" x2="250" y1="50" y2="50"></line>',
    ]);
  });

  it('draw a band that is seen where it has no width', () => {
    expect(render(<Band scale={scale} y={20} lower={1} upper={1} />)).toBe(
      '<rect class="band" x="150" y="12" width="1" height="16" rx="3"></rect>',
    );
  });

  it('draw the line of zero stronger, in either direction', () => {
    expect(render(<Grid scale={scale} ticks={[0, 1]} from={5} to={95} />)).toBe(
      '<g><line class="zero" x1="50" x2="50" y1="5" y2="95"></line><line class="gridline" x1="150" x2="150" y1="5" y2="95"></line></g>',
    );
    expect(render(<Grid scale={scale} ticks={[1]} from={5} to={95} upright />)).toBe(
      '<g><line class="gridline" x1="5" x2="95" y1="150" y2="150"></line></g>',
    );
  });

  it('number an axis below, or at its left, never turned', () => {
    const format = (tick: number): string => `${tick} %`;
    expect(render(<Axis scale={scale} ticks={[1]} format={format} at={90} />)).toBe(
      '<g><text class="tick" x="150" y="90" text-anchor="middle">1 %</text></g>',
    );
    expect(render(<Axis scale={scale} ticks={[1]} format={format} at={40} upright />)).toBe(
      '<g><text class="tick" x="40" y="154" text-anchor="end">1 %</text></g>',
    );
  });
});

describe('reference lines', () => {
  const of = (values: readonly number[]) =>
    values.map((value) => ({ kind: 'observed' as const, value, label: ['what was observed', String(value)] as const }));

  it('take a row of labels where these fit, and one each where they do not', () => {
    const line = { references: of([0, 0.1]), scale, from: 0 };
    expect([400, 200].map((to) => referenceHeight({ ...line, to }))).toEqual([34, 68]);
    expect(referenceHeight({ references: [], scale, from: 0, to: 400 })).toBe(0);
  });

  it('stand at their values, whatever the labels do', () => {
    const html = render(
      <ReferenceLines references={of([0, 0.1])} scale={scale} from={0} to={400} top={0} stretches={[[34, 90]]} />,
    );
    const lines = [...html.matchAll(/<line class="ref-observed" x1="([\d.]+)" x2="([\d.]+)" y1="34" y2="90"/g)];
    expect(lines.map(([, from, to]) => [Number(from), Number(to)])).toEqual([
      [50, 50],
      [60, 60],
    ]);
  });
});

describe('a text that is cut', () => {
  it('has the whole as its title, and else no title', () => {
    const html = (width: number): string => render(<CutText text="Weighted importance" width={width} x={1} y={2} />);
    expect(html(400)).toBe('<text x="1" y="2">Weighted importance</text>');
    expect(html(60)).toBe('<text x="1" y="2"><title>Weighted importance</title>Weighte…</text>');
  });
});

describe('a figure', () => {
  it('is an image with words, a title, a caption, and buttons that say what they are of', () => {
    const html = render(
      <Figure title="Loss" caption="By step." table={() => ({ head: [], rows: [] })} notes={<p>odd</p>}>
        <Chart id="loss" width={10} height={20} title="Loss" description="0.5 at step 1.">
          <g />
        </Chart>
      </Figure>,
    );
    expect(html).toContain(
      'viewBox="0 0 10 20" role="img" aria-labelledby="loss-title" aria-describedby="loss-words"><title id="loss-title">Loss</title><desc id="loss-words">0.5 at step 1.</desc>',
    );
    expect(html).toContain('<h3 class="figure-title">Loss</h3>');
    expect(html).toContain('<figcaption>By step.<p>odd</p></figcaption>');
    expect([...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label)).toEqual([
      'Save as SVG: Loss',
      'As a table: Loss',
    ]);
  });

  it('lets numbers of a table stand at the right, and names its rows', () => {
    const html = render(
      <NumbersTable name="Loss" head={['Step', 'Loss', 'Remark']} rows={[['1', '−0.50 [0.10, 0.20]†', 'odd']]} />,
    );
    expect(html).toContain('<th scope="row">1</th><td class="number">−0.50 [0.10, 0.20]†</td><td>odd</td>');
    expect(html).toContain('<th scope="col" class="number">Loss</th><th scope="col">Remark</th>');
  });

  test.prop([fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })])('tables any texts', (row) => {
    expect(render(<NumbersTable name="any" head={row} rows={[row]} />).match(/<t[hd] /g)!.length).toBeGreaterThan(0);
  });
});
