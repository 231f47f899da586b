import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { foldParts, splitParts } from '../../src/trajectories/episodeParts.js';
import { subset } from '../../src/trajectories/subset.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

function logOf(episodes: number) {
  const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 1, source: {} });
  for (let e = 0; e < episodes; e++) {
    builder.step(0, 0, 0, 1);
    builder.endEpisode(true);
  }
  return builder.finish();
}

describe('foldParts', () => {
  it('judges by every episode once, and learns from all others', () => {
    const parts = foldParts(createRng(1), logOf(50), { folds: 3 });
    const judged = parts.flatMap(({ judge }) => judge);
    expect(judged.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, e) => e));
    for (const { learn, judge } of parts) {
      expect(learn.length + judge.length).toBe(50);
      expect(learn.some((e) => judge.includes(e))).toBe(false);
    }
  });

  it('leaves an episode in its fold as others come or go, but not for another seed', () => {
    const log = logOf(60);
    const even = Array.from({ length: 30 }, (_, k) => 2 * k);
    const judged = (seed: number) =>
      foldParts(createRng(seed), log, { folds: 3 }).map(({ judge }) => judge.filter((e) => e % 2 === 0));
    const alone = foldParts(createRng(1), subset(log, even), { folds: 3 }).map(({ judge }) =>
      judge.map((e) => even[e]),
    );
    expect(alone).toEqual(judged(1));
    expect(judged(2)).not.toEqual(judged(1));
  });

  it('refuses a log that is too small to be cut', () => {
    expect(() => foldParts(createRng(1), logOf(3), { folds: 3 })).toThrow(
      /^foldParts: every part of the log must have episodes to learn from and 2 to judge by, got \d and \d of 3 for folds 3 - take fewer folds/,
    );
  });
});

describe('splitParts', () => {
  it('learns from about that share and judges by the rest', () => {
    const [{ learn, judge }] = splitParts(createRng(1), logOf(1000), { share: 0.3 });
    expect(learn.length + judge.length).toBe(1000);
    // Five standard errors of a binomial share.
    expect(Math.abs(learn.length / 1000 - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / 1000));
  });

  it('refuses a share that leaves nothing', () => {
    expect(() => splitParts(createRng(1), logOf(4), { share: 1e-9 })).toThrow('for split 1e-9 - take another share');
    for (const share of [0, 1, NaN])
      expect(() => splitParts(createRng(1), logOf(4), { share, where: 'split' })).toThrow(
        `split: the share must be in (0, 1), got ${share}`,
      );
    for (const folds of [1, 2.5])
      expect(() => foldParts(createRng(1), logOf(4), { folds })).toThrow(`integer of at least 2, got ${folds}`);
  });
});
