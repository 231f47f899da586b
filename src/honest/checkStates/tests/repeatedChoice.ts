import { normalCdf } from '../../../core/statistics/normalCdf.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { StateTest } from '../stateTest.js';
import { whyNoChoice } from './whyNoChoice.js';

/**
 * B2: an earlier choice in a state does not make itself more likely in the same episode. A score test with
 *
 *     c_i(a) = earlier visits of the episode to s_i with action a
 *     T      = sum_i [c_i(a_i) − sum_a p(a | s_i) c_i(a)]
 *     Var    = sum_i Var_p[c_i(a) − mean over visits of s_i of c(a)]
 *
 * where p is as frequent as logged. One-sided: p = P(Z ≥ T / sqrt(Var)). Each step is judged by what came before it, so
 * that it does not matter that choices decide which states come back.
 *
 * Cost O(steps·A).
 */
export const repeatedChoice: StateTest = {
  name: 'B2',
  question: 'do episodes repeat their own choice when a state comes back?',
  run(_, { log }) {
    const reason = whyNoChoice(log);
    if (reason !== undefined) return reason;
    const { nStates, nActions, state, action } = log;
    const visits = new Float64Array(nStates);
    const taken = new Float64Array(nStates * nActions);
    const earlier = new Float64Array(nStates * nActions);
    const moments = { score: 0, variance: 0, nSteps: 0 };
    forEachVisit(log, (i, counts) => {
      visits[state[i]] += 1;
      taken[state[i] * nActions + action[i]] += 1;
      for (let a = 0; a < nActions; a++) earlier[state[i] * nActions + a] += counts[a];
    });
    forEachVisit(log, (i, counts) => {
      const n = visits[state[i]];
      let [mean, square] = [0, 0];
      for (let a = 0; a < nActions; a++) {
        const row = state[i] * nActions + a;
        const p = taken[row] / n;
        const centred = counts[a] - earlier[row] / n;
        moments.score += (a === action[i] ? 1 : 0) * counts[a] - p * counts[a];
        mean += p * centred;
        square += p * centred * centred;
      }
      const variance = square - mean * mean;
      if (variance <= 1e-12 * square) return;
      moments.variance += variance;
      moments.nSteps += 1;
    });
    const { score, variance, nSteps } = moments;
    if (nSteps === 0) return 'no state with different choices comes back within an episode';
    const z = score / Math.sqrt(variance);
    return { p: normalCdf(-z), z, nSteps };
  },
};

/** Calls `visit` for every step with the counts, shape (A), of the actions taken before it in its state and episode. */
function forEachVisit(
  { nEpisodes, nStates, nActions, episodeStart, state, action }: Trajectories,
  visit: (step: number, counts: Float64Array) => void,
): void {
  const counts = new Float64Array(nStates * nActions);
  for (let e = 0; e < nEpisodes; e++) {
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const row = state[i] * nActions;
      visit(i, counts.subarray(row, row + nActions));
      counts[row + action[i]] += 1;
    }
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) counts[state[i] * nActions + action[i]] = 0;
  }
}
