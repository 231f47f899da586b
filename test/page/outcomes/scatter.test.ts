import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellShades, countCells } from '../../../src/page/outcomes/scatter/countCells.js';
import { marksPath } from '../../../src/page/outcomes/scatter/marks.js';
import { nearest } from '../../../src/page/outcomes/scatter/nearest.js';
import { scatterScales } from '../../../src/page/outcomes/scatter/scatterScales.js';

const frame = { left: 0, right: 600, top: 0, bottom: 400 };

describe('countCells', () => {
  it('counts every point once, those beyond the frame at its edge', () => {
    const point = fc.record({
      x: fc.double({ min: -50, max: 650, noNaN: true }),
      y: fc.double({ min: -50, max: 450, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 200 }), (points) => {
        const cells = countCells(points, frame);
        expect(cells.counts.reduce((a, b) => a + b, 0)).toBe(points.length);
      }),
    );
  });

  it('puts points into cells of 10 × 10 by hand', () => {
    const { counts } = countCells(
      [
        { x: 0, y: 0 },
        { x: 9.9, y: 9.9 },
        { x: 10, y: 0 },
        { x: 600, y: 400 },
      ],
      frame,
    );
    expect([counts[0], counts[1], counts[2399]]).toEqual([2, 1, 1]);
  });

  it('shades single points palest, and leaves empty cells out', () => {
    const points = [{ x: 5, y: 5 }, ...Array.from({ length: 99 }, () => ({ x: 15, y: 5 }))];
    const shades = cellShades(countCells(points, frame), frame);
    expect(shades.map(({ from, to, d }) => [from, to, d])).toEqual([
      [1, 1, 'M0.0,0.0h10.00v10.00h-10.00z'],
      [99, 99, 'M10.0,0.0h10.00v10.00h-10.00z'],
    ]);
    expect(shades[0].opacity).toBeLessThan(shades[1].opacity);
    // Of six shades, that of √(9 / 100): a tenth of the points is not as pale as one.
    const nine = [...points, ...Array.from({ length: 9 }, () => ({ x: 25, y: 5 }))];
    expect(cellShades(countCells(nine, frame), frame).map(({ to, opacity }) => [to, opacity])).toEqual([
      [1, shades[0].opacity],
      [9, expect.closeTo(0.36)],
      [99, 1],
    ]);
  });
});

describe('scatterScales', () => {
  it('has zero and all effects within, and widths by their root from the bottom', () => {
    const { x, y, yTicks } = scatterScales(Float64Array.of(-1, 2), Float64Array.of(0, 1), frame);
    expect([x(-1), x(0), x(2)]).toBeAllClose([600 * (0.09 / 3.18), 600 * (1.09 / 3.18), 600 * (3.09 / 3.18)], {
      rtol: 1e-12,
      atol: 1e-12,
    });
    expect([y(0), y(0.25), y(1)]).toBeAllClose([400, 200, 0], { rtol: 1e-12, atol: 1e-12 });
    expect([yTicks[0], yTicks.at(-1)]).toEqual([0, 1]);
  });

  it('has numbers where all effects and widths are zero', () => {
    const { x, y } = scatterScales(Float64Array.of(0), Float64Array.of(0), frame);
    expect([x(0), y(0)]).toBeAllClose([300, 400], { rtol: 1e-12, atol: 1e-12 });
  });
});

describe('nearest', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 0 },
  ];

  it('finds the nearest mark within reach, the first of equals', () => {
    expect([
      nearest(points, { x: 7, y: 0 }),
      nearest(points, { x: 3, y: 4 }),
      nearest(points, { x: 26, y: 0 }),
    ]).toEqual([1, 0, undefined]);
  });
});

describe('marksPath', () => {
  it('draws the marks of one tone by hand', () => {
    const points = [
      { x: 10.04, y: 20, tone: 'bad' as const },
      { x: 1, y: 2, tone: 'going' as const },
    ];
    expect(marksPath(points, 'bad')).toBe('M10,20m-3,-3l6,6m0,-6l-6,6');
    expect(marksPath(points, 'going')).toBe('M1,2m-3,-3h6v6h-6z');
    expect(marksPath(points, 'good')).toBe('');
  });
});
