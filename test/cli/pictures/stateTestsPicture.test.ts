import { expect, it } from 'vitest';
import { StateTestsPicture } from '../../../src/cli/pictures/StateTestsPicture.js';
import type { StateCheck, StateTestResult } from '../../../src/honest/checkStates/checkStates.js';
import { dotsOf, drawingOf, placeOfText } from './drawing.js';

const tests: StateTestResult[] = [
  { name: 'B0', question: 'is it so?', p: 0, adjustedP: 0, nSteps: 1200, rejected: true },
  { name: 'B1', question: 'and so?', p: 0.001, adjustedP: 0.01, nSteps: 30, rejected: true },
  { name: 'B2', question: 'or so?', p: 0.1, adjustedP: 1, nSteps: 20, rejected: false },
  { name: 'D1', question: 'else?', reason: 'there is nothing to exchange' },
];
const check: StateCheck = { tests, permutations: 199, level: 0.05, nEpisodes: 40, nSteps: 1300 };
const drawing = drawingOf(StateTestsPicture({ check, findings: 'Something is hidden.' }));

it('has p and adjusted p on an axis by powers of ten, the least at its end', () => {
  const ring = drawing.of('circle').filter(({ r }) => r === '5');
  const place = (tick: string): number => placeOfText(drawing, tick);
  // B1 by itself, B2 by itself, B2 adjusted.
  expect(ring.map(({ cx }) => Number(cx))).toEqual([place('0.001'), place('0.1'), place('1')]);
  expect(dotsOf(drawing)).toHaveLength(3);
  const diamonds = drawing.of('path').filter(({ d }) => d.endsWith('l7,7l-7,7l-7,-7Z'));
  expect(diamonds.map(({ d }) => Number(/^M([\d.]+),/.exec(d)![1]))).toEqual([place('0.0001'), place('0.01')]);
});

it('draws the level, and tells those that reject by shape, word and weight', () => {
  const [line] = drawing.of('path').filter((path) => 'stroke-dasharray' in path);
  const [low, high] = [placeOfText(drawing, '0.01'), placeOfText(drawing, '0.1')];
  expect(Number(/^M([\d.]+),/.exec(line.d)![1])).toBeAllClose(low + (high - low) * Math.log10(5), { atol: 0.11 });
  expect(drawing.texts.filter((text) => ['yes', 'no sign', 'could not run'].includes(text))).toEqual([
    'yes',
    'yes',
    'no sign',
    'could not run',
  ]);
  expect(drawing.file).toMatch(/<g font-size="13" font-weight="650"[^>]*><text[^>]*>B1 and so\?/);
  expect(drawing.file).toMatch(/<g font-size="13" fill[^>]*><text[^>]*>B2 or so\?/);
});

it('has an arrow where p by itself is less than the axis shows', () => {
  const [proof] = tests;
  const arrowsOf = (test: object): number => {
    const one = { ...check, tests: [{ ...proof, ...test }] };
    return drawingOf(StateTestsPicture({ check: one, findings: '' }))
      .of('path')
      .filter(({ d }) => d.includes('l-6,5l6,5')).length;
  };
  expect([arrowsOf({ p: 1e-9, adjustedP: 0.01 }), arrowsOf({ p: 0.001, adjustedP: 0.01 })]).toEqual([1, 0]);
});

it('says all in words', () => {
  expect(drawing.description).toContain(
    'p, logarithmic: B0 is it so?: steps that tell 1,200, p 0, adjusted p 0, answer yes; ' +
      'B1 and so?: steps that tell 30, p 0.0010, adjusted p 0.0100, answer yes; ' +
      'B2 or so?: steps that tell 20, p 0.1000, adjusted p 1.0000, answer no sign; D1 else?: answer could not run; level 0.05.',
  );
  expect(drawing.description).toMatch(/Something is hidden\.$/);
});
