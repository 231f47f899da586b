import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { checkStates, rejectedTests } from '../../../src/honest/checkStates/checkStates.js';
import type { StateTestName } from '../../../src/honest/checkStates/stateTest.js';
import { hoeffdingBound } from '../../support/statistics.js';
import { type HiddenTrait, hiddenTraitLog } from './hiddenTrait.js';
import { logOfSteps } from './logOfSteps.js';

const SEEDS = 15;

/** In how many of 15 logs each test rejects. */
function rejections(trait: HiddenTrait): Partial<Record<StateTestName, number>> {
  const count: Partial<Record<StateTestName, number>> = {};
  for (let seed = 0; seed < SEEDS; seed++) {
    const log = hiddenTraitLog(createRng(seed), 250, trait);
    for (const { name } of rejectedTests(checkStates(createRng(seed), log, { permutations: 139 })))
      count[name] = (count[name] ?? 0) + 1;
  }
  return count;
}

/** The tests that reject more often than in 7 of 15 logs: at a false alarm in 20 that has a chance of 3e-7. */
function found(trait: HiddenTrait): string[] {
  return Object.entries(rejections(trait))
    .flatMap(([name, n]) => (n > 7 ? [name] : []))
    .toSorted();
}

describe('checkStates', () => {
  it('rejects nothing where the states say all', () => {
    expect(found({ choice: [0.3, 0.3], next: [0.6, 0.6], end: [0.2, 0.2] })).toEqual([]);
  });

  it('finds a trait that moves choices, by the choices alone', () => {
    expect(found({ choice: [0.2, 0.8] })).toEqual(['B0', 'B1', 'B2']);
  });

  it('finds a trait that moves what happens next, by what happens next', () => {
    expect(found({ next: [0.1, 0.9] })).toEqual(['D1']);
  });

  it('finds a trait that moves ends, where the past tells of it', () => {
    expect(found({ next: [0.1, 0.9], end: [0, 0.4] })).toEqual(['D1', 'D2']);
  });

  it('finds by logged probabilities what lasts a step alone', () => {
    expect(found({ mood: true, next: [0.2, 0.8] })).toEqual(['B0', 'D4']);
    // What happens next takes in the state of the end.
    expect(found({ mood: true, end: [0, 0.5] })).toEqual(['B0', 'D4', 'D5']);
  });

  it('keeps its level: no false alarm in more than 5 % of logs without a secret', () => {
    const nLogs = 300;
    const alarms = Array.from({ length: nLogs }, (_, seed) => {
      const log = hiddenTraitLog(createRng(seed), 30, { choice: [0.3, 0.3], next: [0.6, 0.6] });
      return rejectedTests(checkStates(createRng(seed), log, { permutations: 139 })).length > 0 ? 1 : 0;
    }).reduce((sum: number, alarm) => sum + alarm, 0);
    expect(alarms / nLogs).toBeLessThan(0.05 + hoeffdingBound(nLogs, 1, 1e-6));
  });

  it('draws for each test from a stream of its own', () => {
    const log = hiddenTraitLog(createRng(1), 50, { choice: [0.3, 0.5], next: [0.4, 0.6] });
    const withAll = checkStates(createRng(5), log).tests.find(({ name }) => name === 'D1');
    const { propensity, ...bare } = log;
    expect(propensity).toBeDefined();
    const without = checkStates(createRng(5), bare).tests.find(({ name }) => name === 'D1');
    expect(withAll).toMatchObject({ p: (without as { p: number }).p });
    const other = checkStates(createRng(6), log).tests.find(({ name }) => name === 'D1');
    expect(other).not.toEqual(withAll);
  });

  it('adjusts for the tests that ran alone, and says why others did not', () => {
    const { propensity, ...bare } = hiddenTraitLog(createRng(2), 100, { choice: [0.2, 0.8] });
    expect(propensity).toBeDefined();
    const { tests } = checkStates(createRng(1), bare);
    expect(tests.map((test) => ('reason' in test ? test.reason : ''))).toEqual([
      'the log has no probabilities of the actions taken',
      '',
      '',
      '',
      '',
      'the log has no probabilities of the actions taken',
      'the log has no probabilities of the actions taken',
    ]);
    const ran = tests.flatMap((test) => ('p' in test ? [test] : []));
    const least = ran.reduce((a, b) => (a.p <= b.p ? a : b));
    expect(least.adjustedP).toBeAllClose(4 * least.p);
  });

  it('takes the kinds of ends that are given where the log does not name them', () => {
    const log = hiddenTraitLog(createRng(3), 100, { next: [0.1, 0.9], end: [0, 0.4] });
    const bare = { ...log, source: {} };
    const ends = Array.from(log.terminated, (over, e) => over && log.nextState[log.episodeStart[e + 1] - 1] - 1);
    const byName = checkStates(createRng(1), log);
    expect(checkStates(createRng(1), bare, { ends })).toEqual(byName);
    expect(checkStates(createRng(1), bare)).not.toEqual(byName);
  });

  it('runs nothing in a log of one step, of one action or without states that come back', () => {
    const one = logOfSteps([{ steps: [{ s: 0, a: 0, next: 1, p: 1 }], ended: true }]);
    const apart = logOfSteps([
      {
        steps: [
          { s: 0, a: 0, next: 1, p: 0.5 },
          { s: 1, a: 1, next: 2, p: 0.5 },
        ],
        ended: true,
      },
      { steps: [{ s: 3, a: 1, next: 4, p: 0.5 }], ended: false },
    ]);
    for (const log of [one, apart])
      expect(checkStates(createRng(1), log).tests.every((test) => 'reason' in test)).toBe(true);
    const single = hiddenTraitLog(createRng(1), 100, { choice: [0, 0], next: [0.1, 0.9] });
    const reasons = checkStates(createRng(1), single).tests.flatMap((test) =>
      'reason' in test && test.name.startsWith('B') ? [test.reason] : [],
    );
    expect(reasons).toEqual(['the log holds one action alone', 'the log holds one action alone']);
  });

  it('refuses what it cannot use', () => {
    const log = hiddenTraitLog(createRng(1), 5, {});
    expect(() => checkStates(createRng(1), log, { permutations: 138 })).toThrow(
      new ArgumentError(
        'checkStates: permutations must be an integer of at least 139, for 7 tests at level 0.05 to be able to reject, got 138',
      ),
    );
    expect(() => checkStates(createRng(1), log, { permutations: 199.5 })).toThrow(ArgumentError);
    expect(() => checkStates(createRng(1), log, { level: 0 })).toThrow(/level must be in \(0, 1\), got 0/);
    expect(() => checkStates(createRng(1), log, { ends: [0] })).toThrow(/one entry for each of 5 episodes, got 1/);
    expect(() => checkStates(createRng(1), logOfSteps([]))).toThrow(DataError);
  });

  it('tells how far it is', () => {
    const seen: number[] = [];
    checkStates(createRng(1), hiddenTraitLog(createRng(1), 5, {}), {
      progress: (done, total) => seen.push(done / total),
    });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toHaveLength(7);
  });
});
