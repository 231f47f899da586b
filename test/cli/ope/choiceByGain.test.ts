import { expect, it } from 'vitest';
import { choiceByGain, choiceText } from '../../../src/cli/ope/choiceByGain.js';
import { type Candidate, KEEP, type Ranking } from '../../../src/cli/ope/rankings.js';

const gain = {
  gain: 0.3,
  lower: 0.2,
  lowerIfChosen: 0.1,
  shareHeld: 0.9,
  level: 0.95,
  method: 'normal',
  candidates: 2,
};

function chosen(learned: boolean, lowerIfChosen: number): string {
  const candidate = { policy: 'a', learned, result: { gain: { ...gain, lowerIfChosen } } } as unknown as Candidate;
  const ranking = {
    estimator: 'cis',
    policies: [
      { policy: KEEP, rank: 2 },
      { policy: 'a', rank: 1 },
    ],
  } as unknown as Ranking;
  return choiceText(choiceByGain([candidate], [ranking])!);
}

it('calls a policy better only by a bound that holds for the best of several, from another log', () => {
  const bound = 'Choice by cis: a, gain 0.3000, at least 0.2000 (one-sided 95.0 %, normal); as the best of 2 at least';
  expect(chosen(false, 0.1)).toBe(`${bound} 0.1000: better than the behaviour policy, 95.0 %`);
  expect(chosen(false, 0)).toBe(
    `${bound} 0.0000: not shown to be better than the behaviour policy: that bound is not above 0`,
  );
  expect(chosen(true, 0.1)).toMatch(/0\.1000: not shown to be better .*: it was learned from this very log/);
});

it('has nothing to say where cis was not asked', () => {
  expect(choiceByGain([], [{ estimator: 'wis', policies: [], metrics: undefined }])).toBeUndefined();
});
