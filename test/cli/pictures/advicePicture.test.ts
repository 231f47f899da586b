import { expect, it } from 'vitest';
import { AdvicePicture } from '../../../src/cli/pictures/AdvicePicture.js';
import type { Improvement, JudgedCandidate } from '../../../src/honest/improve/improve.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { dotsOf, drawingOf, placeOfText } from './drawing.js';

const candidates: readonly JudgedCandidate[] = [
  { name: 'one', summary: '', gain: 0.1, standardError: 0.1, lower: -0.1, shareHeld: 0.95 },
  { name: 'two', summary: '', gain: 0.3, standardError: 0.05, lower: 0.2, shareHeld: 0.9 },
];
const found: Improvement = {
  advice: identityAdvice(1, 1),
  candidates,
  changes: { changes: [], decisions: 0, replaced: 0, neverSeen: 0 },
  clinician: { n: 1200, mean: 0.25 },
  level: 0.95,
  nJudged: 1200,
  tested: 'folds',
};
const strokesAt = (file: string): number[] =>
  Array.from(file.matchAll(/<path d="M([\d.]+),[\d.]+v16"/g), ([, x]) => Number(x));
const diamondsAt = (file: string): number[] =>
  Array.from(file.matchAll(/<path d="M([\d.]+),[\d.]+l7,7l-7,7l-7,-7Z"/g), ([, x]) => Number(x));

it('has gains, least gains, and the bound that choosing costs', () => {
  const drawing = drawingOf(AdvicePicture({ found: { ...found, winner: candidates[1], adjustedLower: 0.1 } }));
  const x = (text: string): number => placeOfText(drawing, text);
  // The clinician, then the ring of what may gain nothing.
  expect(dotsOf(drawing)).toEqual([x('0.0'), x('0.1')]);
  expect(diamondsAt(drawing.file)).toEqual([x('0.3')]);
  expect(strokesAt(drawing.file)).toEqual([x('\u22120.1'), x('0.2'), x('0.1')]);
  expect(drawing.of('circle').map(({ fill }) => fill)).toEqual(['#1b1f24', '#fafaf8']);
  expect(drawing.description).toBe(
    '1,200 runs, mean return 0.2500; judged on 1,200 runs, one-sided 95\u00a0%. ' +
      'gain in mean return over the clinician who is left alone: keep the clinician: gain 0, at least, 95\u00a0% 0, share held 100\u00a0%; ' +
      'one: gain +0.1000, at least, 95\u00a0% \u22120.1000, share held 95\u00a0%; two: gain +0.3000, at least, 95\u00a0% +0.2000, share held 90\u00a0%, chosen; no gain. ' +
      'Dot or diamond: estimated gain. Stroke to its left: the least gain, at that level. Ring: the least gain is not above 0. ' +
      'Diamond: two, chosen as the best of 2, for which its bound goes down to +0.1000 (grey stroke): better than the clinician.',
  );
});

it('says of what was chosen and is not shown to be better that it is not', () => {
  const { texts } = drawingOf(AdvicePicture({ found: { ...found, winner: candidates[1], adjustedLower: -0.05 } }));
  expect(texts.join(' ')).toContain('\u22120.0500 (grey stroke): not shown to be better than the clinician.');
});

it('marks the clinician where nothing gains for sure', () => {
  const drawing = drawingOf(AdvicePicture({ found }));
  expect(diamondsAt(drawing.file)).toEqual([placeOfText(drawing, '0.0')]);
  expect(drawing.description).toContain(
    'keep the clinician: gain 0, at least, 95\u00a0% 0, share held 100\u00a0%, chosen;',
  );
  expect(drawing.description).toMatch(/keep the clinician\.$/);
});
