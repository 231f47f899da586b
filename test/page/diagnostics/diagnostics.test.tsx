import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { CasesFigure } from '../../../src/page/diagnostics/CasesFigure.js';
import { Diagnostics } from '../../../src/page/diagnostics/Diagnostics.js';
import { SampleSizeFigure } from '../../../src/page/diagnostics/SampleSizeFigure.js';
import { WeightsFigure } from '../../../src/page/diagnostics/WeightsFigure.js';
import { line, powersOfTen, steps } from '../../../src/page/diagnostics/curve.js';
import { cumulative, notable } from '../../../src/page/diagnostics/weights.js';
import type { PageContents } from '../../../src/page/state/pageContext.js';
import { plainReport, sepsisReport } from '../../support/report/reports.js';
import { rendered } from '../rendered.js';

const noun = { one: 'patient', many: 'patients' };
const nowhere = {} as PageContents;

describe('Diagnostics', () => {
  it.each([sepsisReport, plainReport])('has numbers alone', async (report) => {
    expect(rendered(await contentsOf(await report()), <Diagnostics />)).not.toMatch(/NaN|Infinity|undefined| style="/);
  });
});

describe('SampleSizeFigure', () => {
  it('draws sizes by their logarithm, none at the foot, and names each', () => {
    const sizes = Float64Array.of(100, 10, 0);
    const html = rendered(nowhere, <SampleSizeFigure nEpisodes={100} effectiveSampleSizeByStep={sizes} noun={noun} />);
    // From 28 for 100 to 216 for 1; steps from 54 to 466.
    expect(html).toContain('d="M54.0,28.0L260.0,122.0L466.0,216.0"');
    expect(html).toContain('1: 100.0, 2: 10.0, 3: 0.0.');
    expect(html).toContain('10: hardly anything');
    expect(html).not.toContain('100: little');
  });
});

describe('WeightsFigure', () => {
  it('labels the share of the heaviest, and tells where all is had', () => {
    const html = rendered(nowhere, <WeightsFigure shares={Float64Array.of(0.5, 0.25, 0.25, 0)} noun={noun} />);
    expect(html).toContain('one patient: 50 %');
    expect(html).toContain('Share of all weight: 1 patient 50 %, 2 patients 75 %, 3 patients 100 %.');
  });

  it('says so where nobody has any', () => {
    expect(rendered(nowhere, <WeightsFigure shares={new Float64Array(4)} noun={noun} />)).toContain(
      'All weights are 0.',
    );
  });
});

describe('CasesFigure', () => {
  it('marks the share of steps with at most two cases', () => {
    const behind = { cases: Uint32Array.of(1, 2, 7), share: Float64Array.of(0.125, 0.25, 0.5), repeated: 0.125 };
    const html = rendered(nowhere, <CasesFigure {...behind} />);
    expect(html).toContain('38 % on one or two cases');
    expect(html).toContain(
      'At most 2 cases: 38 % of the steps. At most 0: 0 %, At most 1: 13 %, At most 2: 38 %, At most 5: 38 %.',
    );
    expect(html).toContain('Repeating the log: 13 %.');
  });
});

describe('what curves are made of', () => {
  it('is by hand', () => {
    expect(
      line([
        [0, 1],
        [2, 3],
      ]),
    ).toBe('M0.0,1.0L2.0,3.0');
    expect(
      steps([
        [0, 1],
        [2, 3],
      ]),
    ).toBe('M0.0,1.0H2.0V3.0');
    expect(powersOfTen(999)).toEqual([1, 10, 100]);
    expect(cumulative(Float64Array.of(0.5, 0.25))).toEqual(Float64Array.of(0.5, 0.75));
    expect(notable(cumulative(Float64Array.from({ length: 20 }, () => 0.05)))).toEqual([1, 2, 5, 10, 20]);
    expect(notable(Float64Array.of(0))).toEqual([]);
  });
});
