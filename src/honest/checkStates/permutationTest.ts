import { drawIndex } from '../../core/random/drawIndex.js';
import type { Rng } from '../../core/random/rng.js';
import { type ComparableSteps, type Question, comparableSteps } from './comparableSteps.js';
import type { StateTestFigures } from './stateTest.js';

/** Sums of the same terms in another order differ by less than this share of them. */
const ROUNDING = 1e-9;

/**
 * Permutation test of independence within strata: does the answer depend on what is given?
 *
 *     G = sum over (stratum, given, answer) of n ln n,   p = (1 + number of G* ≥ G) / (R + 1)
 *
 * G* are those of logs whose answers are exchanged at random within strata. As that leaves all counts of (stratum,
 * answer) and of (stratum, given) alone, G orders permutations as the likelihood ratio does.
 *
 * @returns undefined where no permutation changes anything
 *
 * Exact where answers are exchangeable given the rest. Here it is approximate: what is given at a later step can hold
 * the answer of an earlier one.
 *
 * Cost O(steps + classes + R·steps that a permutation can move).
 */
export function permutationTest(
  rng: Rng,
  question: Question,
  { permutations }: { readonly permutations: number },
): StateTestFigures | undefined {
  const steps = comparableSteps(question);
  const nSteps = steps.answer.length;
  if (nSteps === 0) return undefined;
  const added = addedTerms(nSteps);
  const counts = new Uint32Array(steps.nAnswers);
  const observed = exchangedStatistic(undefined, steps, added, counts);
  let [asLarge, sum, squares] = [0, 0, 0];
  for (let r = 0; r < permutations; r++) {
    const excess = exchangedStatistic(rng, steps, added, counts) - observed;
    if (excess >= -ROUNDING * Math.max(1, observed)) asLarge += 1;
    sum += excess;
    squares += excess * excess;
  }
  const mean = sum / permutations;
  const deviation = Math.sqrt(Math.max(0, squares / permutations - mean * mean));
  return {
    p: (1 + asLarge) / (permutations + 1),
    ...(deviation > ROUNDING * Math.max(1, observed) && { z: -mean / deviation }),
    nSteps,
  };
}

/** By how much n ln n grows when n − 1 becomes n; shape (most + 1). */
function addedTerms(most: number): Float64Array {
  const term = (n: number): number => (n > 0 ? n * Math.log(n) : 0);
  return Float64Array.from({ length: most + 1 }, (_, n) => (n > 0 ? term(n) - term(n - 1) : 0));
}

/**
 * Exchanges the answers within strata, in place, and sums n ln n over the table of what is given and answered.
 *
 * The shuffle of Fisher and Yates fixes the answers from the front, so that each is counted as it falls. Steps that
 * share what is given with none count nothing, and need no shuffle of their own.
 *
 * @param rng undefined to leave the answers as they are
 * @param counts shape (answers), all 0; scratch
 */
function exchangedStatistic(
  rng: Rng | undefined,
  { answer, stratumStart, groupStart, groupEnd }: ComparableSteps,
  added: Float64Array,
  counts: Uint32Array,
): number {
  let statistic = 0;
  for (let stratum = 0; stratum + 1 < stratumStart.length; stratum++) {
    const end = stratumStart[stratum + 1];
    let first = stratumStart[stratum];
    for (let group = groupStart[stratum]; group < groupStart[stratum + 1]; group++) {
      const last = groupEnd[group];
      for (let i = first; i < last; i++) {
        if (rng) {
          const other = i + drawIndex(rng, end - i);
          const taken = answer[other];
          answer[other] = answer[i];
          answer[i] = taken;
        }
        statistic += added[(counts[answer[i]] += 1)];
      }
      for (let i = first; i < last; i++) counts[answer[i]] = 0;
      first = last;
    }
  }
  return statistic;
}
