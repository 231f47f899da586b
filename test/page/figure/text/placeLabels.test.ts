import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../../src/page/figure/text/cut.js';
import { placeLabels } from '../../../../src/page/figure/text/placeLabels.js';
import { textWidth } from '../../../../src/page/figure/text/textWidth.js';

describe('placeLabels', () => {
  it('leaves labels where they belong, and inside', () => {
    expect(
      placeLabels(
        [
          { at: 200, width: 40 },
          { at: 5, width: 40 },
        ],
        0,
        300,
      ),
    ).toEqual([
      { x: 200, row: 0 },
      { x: 20, row: 0 },
    ]);
  });

  it('moves two that would overlap by as much each', () => {
    // Of 40 and a gap of 10 each, about 105: the middles 50 apart, at 80 and 130.
    const labels = [100, 110].map((at) => ({ at, width: 40 }));
    expect(placeLabels(labels, 0, 300, 10).map(({ x }) => x)).toEqual([80, 130]);
  });

  it('gives each a row where one row is too short', () => {
    const labels = [75, 5].map((at) => ({ at, width: 40 }));
    expect(placeLabels(labels, 0, 80, 10)).toEqual([
      { x: 60, row: 1 },
      { x: 20, row: 0 },
    ]);
  });

  const label = fc.record({
    // Integers, as most doubles that are drawn lie near 0.
    at: fc.integer({ min: -50, max: 650 }),
    width: fc.integer({ min: 1, max: 200 }),
  });
  test.prop([fc.array(label, { minLength: 1, maxLength: 6 })])('covers none and stays on the line', (labels) => {
    const placed = placeLabels(labels, 0, 600, 8);
    const spans = placed.map(({ x, row }, i) => ({ from: x - labels[i].width / 2, to: x + labels[i].width / 2, row }));
    for (const [i, a] of spans.entries()) {
      expect(a.from).toBeGreaterThanOrEqual(-1e-6);
      expect(a.to).toBeLessThanOrEqual(600 + 1e-6);
      for (const b of spans.slice(i + 1))
        expect(a.row !== b.row || a.to <= b.from + 1e-6 || b.to <= a.from + 1e-6).toBe(true);
    }
  });
});

describe('textWidth', () => {
  it('is what a browser measures of Inter', () => {
    // By Chromium, at 1000 px and weight 400, with figures of equal width.
    expect(textWidth('all discharged', 1000)).toBeAllClose(6589, { rtol: 0.01, atol: 0 });
    expect(textWidth('Weighted importance sampling', 1000)).toBeAllClose(14641, { rtol: 0.01, atol: 0 });
    expect(textWidth('the truth, in the simulator', 1000, 620)).toBeAllClose(12218, { rtol: 0.02, atol: 0 });
  });

  test.prop([fc.string(), fc.string()])('adds up', (a, b) => {
    expect(textWidth(a + b, 10)).toBeAllClose(textWidth(a, 10) + textWidth(b, 10), { rtol: 1e-12, atol: 1e-9 });
  });
});

describe('cut', () => {
  test.prop([fc.string({ unit: 'grapheme' }), fc.double({ min: 20, max: 300, noNaN: true })])(
    'never is wider than there is room',
    (text, width) => {
      const shown = cut(text, width, 12);
      expect(textWidth(shown, 12)).toBeLessThanOrEqual(Math.max(width, textWidth('…', 12) + 12));
      if (shown !== text) expect(shown.endsWith('…')).toBe(true);
    },
  );
});
