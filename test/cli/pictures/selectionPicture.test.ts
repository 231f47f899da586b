import { expect, it } from 'vitest';
import { SelectionPicture } from '../../../src/cli/pictures/SelectionPicture.js';
import type { Candidate, SelectionSettings } from '../../../src/cli/ope/rankings.js';
import type { Estimate, OffPolicyResult } from '../../../src/ope/offPolicyEvaluation.js';
import { drawingOf, placeOfText } from './drawing.js';

const settings: SelectionSettings = {
  ...{ estimators: ['cis', 'dm'], by: 'lower', level: 0.9, top: 1, threshold: undefined },
  chosen: { discount: 1, discountFrom: 'default' },
};

const interval = (lower: number, upper: number): Pick<Estimate, 'interval'> => ({
  interval: { interval: { lower, upper, level: 0.9, method: 'bootstrap', assumption: 'none' } },
});

/** All that is read of a result. */
function candidate(policy: string, [value, lower, gain]: readonly number[], truth?: number): Candidate {
  const result = {
    ...{ nEpisodes: 1500, horizon: 3, behaviour: 'known' },
    estimates: [
      { estimator: 'on-policy', value: 0.5, ...interval(0.4, 0.6) },
      { estimator: 'cis', value },
      { estimator: 'dm', value, ...interval(lower, 1) },
    ],
    gain: { gain, lower: gain - 0.5, lowerIfChosen: gain - 0.5, level: 0.95, method: 'normal', candidates: 2 },
    diagnostics: { nPositive: 1500 },
  } as unknown as OffPolicyResult;
  const truths = truth === undefined ? {} : { cis: truth, dm: truth };
  return {
    policy,
    learned: false,
    result,
    truths,
    verdicts: [],
    behaviourTruth: truth === undefined ? undefined : 0.5,
  };
}

const drawing = drawingOf(
  SelectionPicture({
    candidates: [candidate('a.json', [0.75, 0.5, 1], 0.25), candidate('b', [0.25, 0, -1], 0)],
    settings,
  }),
);
const at = (pattern: RegExp): number[] => Array.from(drawing.file.matchAll(pattern), ([, x]) => Number(x));

it('has gains on an axis of their own, estimates on one for all', () => {
  const [zero, one] = [placeOfText(drawing, '0.0', 'last'), placeOfText(drawing, '1.0', 'last')];
  const x = (value: number): number => zero + value * (one - zero);
  // The first by rank is a, by either.
  const [gain, estimate, ...others] = at(/<path d="M([\d.]+),[\d.]+l7,7l-7,7l-7,-7Z"/g);
  expect([gain, others]).toEqual([placeOfText(drawing, '1.0'), []]);
  expect(estimate).toBeAllClose(x(0.75), { atol: 0.11 });
  // Kept, and b.
  const [keptGain, gained, kept, estimated] = drawing.of('circle').map(({ cx }) => Number(cx));
  expect([keptGain, gained]).toEqual([placeOfText(drawing, '0.0'), placeOfText(drawing, '\u22121.0')]);
  expect([kept, estimated]).toBeAllClose([x(0.5), x(0.25)], { atol: 0.11 });
});

it('shows the truth in its colour, of gains as what is truly gained', () => {
  const plum = at(/<path d="M([\d.]+),[\d.]+v16" fill="none" stroke="#962a6c"/g);
  expect(plum).toHaveLength(5);
  // A gain of 0.25 − 0.5; then what was kept, a and b.
  const [zero, one] = [placeOfText(drawing, '0.0', 'last'), placeOfText(drawing, '1.0', 'last')];
  expect(plum.slice(2)).toBeAllClose([zero + (one - zero) / 2, zero + (one - zero) / 4, zero], { atol: 0.11 });
});

it('says all in words', () => {
  expect(drawing.description).toBe(
    '2 policies on 1,500 episodes; horizon 3, discount 1, behaviour known. ' +
      'cis, by the gain, gain over the behaviour policy: keep the behaviour: gain 0.0000, rank 2; a.json: gain +1.0000, at least +0.5000, rank 1, truth \u22120.2500; b: gain \u22121.0000, at least \u22121.5000, rank 3, truth \u22120.5000. ' +
      'dm, expected return: keep the behaviour: estimate 0.5000, interval [0.4000, 0.6000], rank 2, truth 0.5000; a.json: estimate 0.7500, interval [0.5000, 1.0000], rank 1, truth 0.2500; b: estimate 0.2500, interval [0.0000, 1.0000], rank 3, truth 0.0000. ' +
      'Diamond: first by rank, by the lower end. Dot: estimate. Line: 90\u00a0% interval; of a gain, from its lower bound. Plum stroke: the truth. ' +
      'Choice by cis: a.json, gain 1.0000, at least 0.5000 (one-sided 95.0 %, normal); as the best of 2 at least 0.5000: better than the behaviour policy, 95.0 %.',
  );
});

it('says nothing of a truth that no one knows', () => {
  const { file, texts } = drawingOf(SelectionPicture({ candidates: [candidate('a', [0.5, 0.2, 1])], settings }));
  expect(file).not.toContain('#962a6c');
  expect(texts.join(' ')).not.toMatch(/truth/);
});
