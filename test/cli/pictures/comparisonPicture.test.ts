import { expect, it } from 'vitest';
import { ComparisonPicture } from '../../../src/cli/pictures/ComparisonPicture.js';
import { dotsOf, drawingOf, placeOfText } from './drawing.js';

const rows = [
  { mechanism: 'a', exact: true, givenEpisode: 0, difference: 3, differenceGivenStart: 2, correlation: -1 },
  { mechanism: 'b', exact: true, givenEpisode: 0.3, difference: 2, differenceGivenStart: 1, correlation: 0.5 },
];
const bound = { mechanism: 'transport bound', exact: true, difference: 2, differenceGivenStart: 1, correlation: 0.5 };

it('has three axes, a dot a mechanism on each, and the bound as a line of the second', () => {
  const drawing = drawingOf(ComparisonPicture({ rows: [...rows, bound], about: 'Of 5 runs' }));
  const dots = dotsOf(drawing);
  expect(dots).toHaveLength(6);
  expect(dots[0]).toBe(placeOfText(drawing, '0.0'));
  expect(dots.slice(4)).toEqual([placeOfText(drawing, '\u22121.0'), placeOfText(drawing, '0.5', 'last')]);
  const [least, ...others] = drawing.of('path').filter((path) => 'stroke-dasharray' in path);
  expect(others).toEqual([]);
  expect(Number(/^M([\d.]+),/.exec(least.d)![1])).toBe(dots[3]);
  expect(drawing.description).toBe(
    'Of 5 runs. Return under the policy, once the episode is known: a: variance 0.000; b: variance 0.3000. ' +
      'Effect of the policy, before anything is known: a: variance 2.000, / least ×2.00; b: variance 1.000, / least ×1.00; least 1.000. ' +
      'Return as treated and under the policy: a: correlation \u22121.0000; b: correlation 0.5000. ' +
      'Dashed line: the least that any step-by-step coupling reaches. A mechanism that leaves less variance is more definite, not more true: no data tell which one is right.',
  );
});

it('says nothing of a bound that was left out', () => {
  const { file, texts } = drawingOf(ComparisonPicture({ rows, about: 'Of 5 runs' }));
  expect(file).not.toContain('stroke-dasharray');
  expect(texts.join(' ')).not.toContain('least');
});
