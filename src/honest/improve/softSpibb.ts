import type { Policy } from '../../mdp/policy.js';
import { type ChoiceRecord, choiceShare } from './choiceRecord.js';

/** Budget of a state, times the square root of the number of episodes. */
const BUDGET = 0.1;

/**
 * The policy that moves, in each state, as much probability to what was followed by higher returns as the error of
 * those returns allows: approximate one-step soft-SPIBB. With e(s, a) = 1/√n(s, a), from the action of the least
 * Q(s, a) up: its mass goes to the action of the greatest
 *
 *     (Q(s, a') − Q(s, a)) / (e(s, a') + e(s, a)),
 *
 * until the moved masses times their e + e have used up ε = .1/√(number of episodes). Actions never taken in a state
 * keep probability 0; states never visited have uniform rows that are marked as undefined.
 *
 * Deviation: Q is the mean return that followed, and not the value in a fitted model: see `choiceRecord`.
 *
 * Cost O(S·A²).
 *
 * Source: Nadjahi, Laroche & Tachet des Combes, "Safe Policy Improvement with Soft Baseline Bootstrapping", 2019.
 */
export function softSpibb(record: ChoiceRecord): Policy {
  const { nStates, nActions, visits } = record;
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) {
    const row = probability.subarray(s * nActions, (s + 1) * nActions);
    if (visits[s] === 0) row.fill(1 / nActions);
    else moveMass(record, s, row);
  }
  return { nStates, nActions, probability, undefinedRows: Uint8Array.from(visits, (n) => (n === 0 ? 1 : 0)) };
}

/** Writes the row of a visited state. */
function moveMass(record: ChoiceRecord, state: number, row: Float64Array): void {
  const { nActions, nEpisodes, cases, pairReturn } = record;
  const q = pairReturn.subarray(state * nActions, (state + 1) * nActions);
  const error = Float64Array.from({ length: nActions }, (_, a) => 1 / Math.sqrt(cases[state * nActions + a]));
  row.forEach((_, a) => (row[a] = choiceShare(record, state, a)));
  const seen = Array.from(row.keys()).filter((a) => row[a] > 0);
  let budget = BUDGET / Math.sqrt(nEpisodes);
  for (const worst of seen.toSorted((a, b) => q[a] - q[b])) {
    const rate = (a: number): number => (q[a] - q[worst]) / (error[a] + error[worst]);
    const best = seen.reduce((a, b) => (rate(b) > rate(a) ? b : a));
    if (!(rate(best) > 0)) continue;
    const cost = error[best] + error[worst];
    const mass = Math.min(row[worst], budget / cost);
    row[worst] -= mass;
    row[best] += mass;
    budget -= mass * cost;
    if (budget <= 0) return;
  }
}
