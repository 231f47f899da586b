import type { Rng } from '../../core/random/rng.js';
import type { Env } from '../../mdp/env.js';
import { type Mdp, rowIndex } from '../../mdp/mdp.js';

/** False-alarm rate of everything that one call looks at, together. */
const ALPHA = 1e-6;

/**
 * Whether a frequency is too far from the mean p of the probabilities of n independent events, for one of several
 * frequencies looked at:
 *
 *     n · KL(f | p) > ln(2 · comparisons / alpha)
 *
 * Where p is 0 or 1 any other frequency is. Never weaker than Hoeffding's bound, and much stronger where p is small.
 *
 * Source: Hoeffding, "Probability inequalities for sums of bounded random variables", 1963, theorem 1.
 */
export function tooFar(count: number, n: number, p: number, comparisons: number, alpha: number = ALPHA): boolean {
  const f = count / n;
  const divergence = (f > 0 ? f * Math.log(f / p) : 0) + (f < 1 ? (1 - f) * Math.log((1 - f) / (1 - p)) : 0);
  return n * divergence > Math.log((2 * comparisons) / alpha);
}

/**
 * Draws every row of an environment and compares with its exact model, by entry, and for each action and next state
 * over all states together. The pooled comparison finds what is too small for a row but the same in many.
 *
 * @returns what is wrong, empty if nothing is; at most ten
 */
export function stepMismatches(rng: Rng, env: Env, model: Mdp, drawsPerRow: number): string[] {
  const { nStates, nActions, rowStart, nextState, probability } = model;
  const wrong: string[] = [];
  // Entries of other rows and pooled entries, with half the false-alarm rate each.
  const pooledCount = new Float64Array(nActions * nStates);
  const pooledMean = new Float64Array(nActions * nStates);
  const count = new Uint32Array(nStates);
  for (let s = 0; s < nStates; s++) {
    for (let a = 0; a < nActions; a++) {
      for (let i = 0; i < drawsPerRow; i++) count[env.step(rng, s, a)]++;
      const row = rowIndex(model, s, a);
      let expected = 0;
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
        const next = nextState[k];
        if (tooFar(count[next], drawsPerRow, probability[k], nextState.length, ALPHA / 2))
          wrong.push(`(${s}, ${a}) to ${next}: ${count[next] / drawsPerRow}, expected ${probability[k]}`);
        pooledCount[a * nStates + next] += count[next];
        pooledMean[a * nStates + next] += probability[k] / nStates;
        expected += count[next];
        count[next] = 0;
      }
      if (expected !== drawsPerRow) wrong.push(`(${s}, ${a}): a next state of probability zero was drawn`);
    }
  }
  const n = nStates * drawsPerRow;
  pooledMean.forEach((p, i) => {
    if (tooFar(pooledCount[i], n, p, pooledMean.length, ALPHA / 2))
      wrong.push(`action ${Math.floor(i / nStates)} to ${i % nStates}: ${pooledCount[i] / n}, expected ${p}`);
  });
  return wrong.slice(0, 10);
}
