import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { Question } from '../../../src/honest/checkStates/comparableSteps.js';
import { permutationTest } from '../../../src/honest/checkStates/permutationTest.js';
import { hoeffdingBound } from '../../support/statistics.js';
import { exactPermutationTest } from './exactPermutationTest.js';

function question(rows: readonly (readonly [stratum: number, given: number, answer: number])[]): Question {
  const [stratum, given, answer] = [0, 1, 2].map((k) => Int32Array.from(rows, (row) => row[k]));
  return { stratum, given, answer };
}

/** At most 5 steps of each of two strata. */
const tinyQuestion = fc
  .tuple(...[0, 4].map((stratum) => fc.array(fc.tuple(fc.constant(stratum), fc.nat(2), fc.nat(2)), { maxLength: 5 })))
  .chain(([a, b]) => fc.shuffledSubarray([...a, ...b], { minLength: a.length + b.length }))
  .map(question);

const R = 2000;

describe('permutationTest', () => {
  it.each<[string, Question]>([
    ['no steps', question([])],
    [
      'one answer',
      question([
        [0, 0, 1],
        [0, 0, 1],
        [0, 1, 1],
        [0, 1, 1],
      ]),
    ],
    [
      'one thing given',
      question([
        [0, 2, 0],
        [0, 2, 1],
        [0, 2, 1],
      ]),
    ],
    [
      'nothing given twice',
      question([
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 1],
      ]),
    ],
    [
      'strata of one',
      question([
        [0, 0, 0],
        [1, 1, 1],
        [2, 0, 1],
        [3, 1, 0],
      ]),
    ],
  ])('finds nothing to exchange in a log of %s', (_, asked) => {
    expect(permutationTest(createRng(1), asked, { permutations: 199 })).toBeUndefined();
  });

  it('counts the steps that it can exchange', () => {
    const asked = question([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 0],
    ]);
    expect(permutationTest(createRng(1), asked, { permutations: 199 })?.nSteps).toBe(3);
  });

  it('reaches its least p where answers follow what is given', () => {
    const rows = Array.from({ length: 40 }, (_, i): [number, number, number] => [0, i % 2, i % 2]);
    const found = permutationTest(createRng(1), question(rows), { permutations: 199 });
    expect(found?.p).toBe(1 / 200);
    expect(found?.z).toBeGreaterThan(5);
  });

  it('counts a permutation that gives the same table', () => {
    // Of 6 ways to place two answers, 2 give the table observed, and none a larger statistic.
    const asked = question([
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
      [0, 1, 1],
    ]);
    expect(exactPermutationTest(asked).share).toBeAllClose(1 / 3);
    const { p } = permutationTest(createRng(1), asked, { permutations: R })!;
    expect(Math.abs(p - 1 / 3)).toBeLessThan(hoeffdingBound(R, 1, 1e-6) + 1 / R);
  });

  test.prop([tinyQuestion, fc.nat(1000)], { numRuns: 25 })(
    'agrees with all permutations of tiny logs, one by one',
    (asked, seed) => {
      const found = permutationTest(createRng(seed), asked, { permutations: R });
      const exact = exactPermutationTest(asked);
      if (found === undefined) {
        expect(exact.share).toBe(1);
        return;
      }
      expect(Math.abs(found.p - exact.share)).toBeLessThan(hoeffdingBound(R, 1, 1e-8) + 1 / R);
      expect(Math.abs(found.z! - exact.z)).toBeLessThan(0.3 * (1 + Math.abs(exact.z)));
    },
  );

  it('is fair: p of independent answers is below x in a share x of logs', () => {
    const nLogs = 600;
    const p = Array.from({ length: nLogs }, (_, seed) => {
      const rng = createRng(seed).fork('log');
      const rows = Array.from({ length: 60 }, (): [number, number, number] => [
        rng.int32() & 1,
        rng.int32() & 3,
        rng.int32() & 1,
      ]);
      return permutationTest(createRng(seed), question(rows), { permutations: 199 })!.p;
    });
    // p has the 200 values k / 200, each at most as often as a uniform p would.
    for (const level of [0.05, 0.25, 0.5, 0.75]) {
      const share = p.filter((value) => value <= level).length / nLogs;
      expect(Math.abs(share - level)).toBeLessThan(hoeffdingBound(nLogs, 1, 1e-6, 4) + 0.02);
    }
  });

  it('draws the same for the same stream, and leaves the question alone', () => {
    const asked = question([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 1],
      [0, 1, 1],
      [0, 2, 0],
    ]);
    const before = structuredClone(asked);
    const found = [1, 1].map(() => permutationTest(createRng(3), asked, { permutations: 199 }));
    expect(found[0]).toEqual(found[1]);
    expect(asked).toEqual(before);
  });
});
