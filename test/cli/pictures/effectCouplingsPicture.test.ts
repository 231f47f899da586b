import { expect, it } from 'vitest';
import { EffectCouplingsPicture } from '../../../src/cli/pictures/EffectCouplingsPicture.js';
import { drawingOf } from './drawing.js';

const drawing = drawingOf(
  EffectCouplingsPicture({
    effects: [
      {
        shape: 'non-monotone',
        reward: [1, -1],
        mechanisms: [
          { name: 'independent', variance: 2, coupling: [0.25, 0.25, 0.25, 0.25] },
          { name: 'reward-cdf', variance: 0.5, coupling: [0.5, 0, 0, 0.5] },
        ],
      },
    ],
  }),
);

it('shades cells by the root of their share of the most, x downwards', () => {
  const shaded = drawing.of('rect').filter((rect) => 'fill-opacity' in rect);
  const root = String(Number(Math.SQRT1_2.toFixed(3)));
  expect(shaded.map(({ x, y, 'fill-opacity': opacity }) => [x, y, opacity])).toEqual([
    ...[
      ['0', '0'],
      ['65', '0'],
      ['0', '65'],
      ['65', '65'],
    ].map((place) => [...place, root]),
    ['0', '0', '1'],
    ['65', '65', '1'],
  ]);
});

it('has a reward as bars from 0, up and down', () => {
  const bars = drawing.of('rect').filter((rect) => !('fill-opacity' in rect) && !('fill' in rect));
  expect(bars.map(({ y, height }) => [y, height])).toEqual([
    ['0', '65'],
    ['65', '65'],
  ]);
});

it('says all in words', () => {
  expect(drawing.description).toBe(
    'Variance of the effect, h up and down: independent 2.000, ×4.00; reward-cdf 0.5000, ×1.00.',
  );
});
