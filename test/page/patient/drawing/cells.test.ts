import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { opacityOf, shadedCells } from '../../../../src/page/patient/drawing/cells.js';
import type { Frame } from '../../../../src/page/patient/drawing/frame.js';

const wide: Frame = { width: 200, isNarrow: false, left: 100, column: 10, columns: 5, right: 150 };
const thin: Frame = { ...wide, column: 2, right: 110 };
const rows = { top: 30, height: 19, count: 2 };

describe('opacityOf', () => {
  it('is 0.07 + 0.86 p, and nothing under 0.004', () => {
    expect(opacityOf(1)).toBeAllClose(0.93);
    expect(opacityOf(0.5)).toBeAllClose(0.5);
    expect(opacityOf(0.004)).toBeAllClose(0.07344);
    expect(opacityOf(0.0039)).toBe(0);
  });
});

describe('shadedCells', () => {
  it('draws a rectangle within each cell that is probable, with a gap to its neighbours', () => {
    const cells = shadedCells(Float64Array.of(1, 0, 0, 1, 0.003, 0), rows, wide);
    expect(cells).toEqual([{ opacity: opacityOf(1), d: 'M100.5,30.5h9v18h-9zM110.5,49.5h9v18h-9z' }]);
  });

  it('draws cells of one shade as one path, the palest first', () => {
    const cells = shadedCells(Float64Array.of(0.5, 0.25, 0.501, 0), rows, wide);
    expect(cells.map(({ opacity }) => opacity)).toBeAllClose([opacityOf(0.25), opacityOf(0.5)]);
    expect(cells[1].d.match(/M/g)).toHaveLength(2);
  });

  it('joins neighbours of one shade where columns are narrow', () => {
    const cells = shadedCells(Float64Array.of(1, 0, 1, 0, 0, 0, 1, 0), rows, thin);
    expect(cells[0].d).toBe('M100,30.5h4v18h-4zM106,30.5h2v18h-2z');
  });

  test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 })])(
    'shades within 0.011 of what is due, in at most 41 paths',
    (drawn) => {
      const mass = Float64Array.from(drawn.slice(0, drawn.length - (drawn.length % 2)));
      const cells = shadedCells(mass, rows, wide);
      expect(cells.length).toBeLessThanOrEqual(41);
      for (const [i, p] of mass.entries()) {
        const at = `M${100.5 + 10 * Math.floor(i / 2)},${30.5 + 19 * (i % 2)}h`;
        const shade = cells.find(({ d }) => d.includes(at));
        expect(Math.abs((shade?.opacity ?? 0) - opacityOf(p))).toBeLessThan(0.011);
      }
    },
  );
});
