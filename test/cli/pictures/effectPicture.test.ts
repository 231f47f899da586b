import { expect, it } from 'vitest';
import { EffectPicture } from '../../../src/cli/pictures/EffectPicture.js';
import { dotsOf, drawingOf, placeOfText } from './drawing.js';

const drawing = drawingOf(
  EffectPicture({
    mechanisms: [
      { mechanism: 'gumbel-max', joint: 2, given: 0.75 },
      { mechanism: 'mine', joint: 4, given: 0.25 },
    ],
    least: { joint: 1, given: 0.25 },
    about: 'Of 7 pairs',
    several: true,
  }),
);

it('has a dot for each variance on the axis of its panel', () => {
  const [none, four] = [placeOfText(drawing, '0'), placeOfText(drawing, '4')];
  const dots = dotsOf(drawing);
  expect(dots).toHaveLength(4);
  expect(dots.slice(0, 2)).toBeAllClose([(none + four) / 2, four], { atol: 0.11 });
});

it('draws the least of all couplings through the rows, where its own value lies', () => {
  const [none, four] = [placeOfText(drawing, '0'), placeOfText(drawing, '4')];
  const dashed = drawing.of('path').filter((path) => 'stroke-dasharray' in path);
  const [joint, given] = dashed.map(({ d }) => Number(/^M([\d.]+),/.exec(d)![1]));
  expect(joint).toBeAllClose(none + (four - none) / 4, { atol: 0.11 });
  // The second mechanism reaches it.
  expect(given).toBe(dotsOf(drawing)[3]);
});

it('says all in words', () => {
  expect(drawing.description).toBe(
    'Of 7 pairs. Before the outcome is known: gumbel-max: variance 2.000, / least ×2.00; mine: variance 4.000, / least ×4.00; least 1.000. ' +
      'Knowing the outcome that was observed: gumbel-max: variance 0.7500, / least ×3.00; mine: variance 0.2500, / least ×1.00; least 0.2500. ' +
      'Dashed line: the least of all couplings. With several scores the least given may be out of reach. A mechanism of less variance is more definite, not more true.',
  );
  expect(drawing.texts).toEqual(expect.arrayContaining(['gumbel-max', 'mine', '2.000', '×4.00', 'least 0.2500']));
});

it('has no ratio to a least of 0', () => {
  const { texts, description } = drawingOf(
    EffectPicture({
      mechanisms: [{ mechanism: 'one', joint: 0.5, given: 0 }],
      least: { joint: 0, given: 0 },
      about: 'Of 1 pair',
      several: false,
    }),
  );
  expect(description).toContain('one: variance 0.5000; least 0.000.');
  expect(texts.join(' ')).not.toMatch(/NaN|Infinity/);
});

it('has room for a ratio of millions, and for words without end', () => {
  const about = 'word '.repeat(500);
  const { texts } = drawingOf(
    EffectPicture({
      mechanisms: [{ mechanism: 'one', joint: 2, given: 1 }],
      least: { joint: 1e-6, given: 1 },
      about,
      several: false,
    }),
  );
  expect(texts).toContain('×2.0e+6');
  expect(texts.filter((text) => text.startsWith('word word'))).toHaveLength(3);
});
