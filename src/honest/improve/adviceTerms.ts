import { ArgumentError, DataError } from '../../core/errors.js';
import { type Advice, adviceRow, checkAdvice, leavesAlone } from '../../mdp/advice/advice.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';

export interface AdviceTermsOptions {
  /** r_min, the least return that any run can have, discounted: known of the process, and not read off the log. */
  readonly leastReturn: number;
  /** c, where weights are cut, finite and at least 1. */
  readonly clip: number;
  /** In [0, 1]. */
  readonly discount: number;
  /** Shape (S): b, what to expect from each state on; from other episodes than those that are judged. */
  readonly baseline: Float64Array;
}

/** Of each episode that was asked for, in that order. */
export interface AdviceTerms {
  /** x, whose expectation is at most what the advice gains over the clinician. */
  readonly gain: Float64Array;
  /** Cut weight k_T, in [0, c]: its mean is the share of the advised clinician's runs that the log holds. */
  readonly weight: Float64Array;
}

/**
 * What an advice gains in each episode over the clinician who was left alone: clipped, shifted, and without the chance
 * of which choices were logged. With mu_t(a) the logged probabilities and pi_t(a) = Σ_i mu_t(i) T[s_t, i, a],
 *
 *     k_0 = 1,  k_{t+1} = min(k_t pi_t(a_t) / mu_t(a_t), c)
 *     m_t = Σ_a min(k_t pi_t(a), c mu_t(a)) over the a with mu_t(a) > 0, which is E[k_{t+1} | what came before a_t]
 *     x = (k_T − 1)(g − r_min) − Σ_t (k_{t+1} − m_t)(g_{<t} + discount^t b(s_t) − r_min)
 *
 * As k_T is at most the weight w of the episode and g ≥ r_min, E[k_T (g − r_min)] ≤ V(advice) − r_min, so that the first
 * part of x can only understate: see `clippedShifted`. The sum after it has expectation 0 whatever b is, since k_{t+1} −
 * m_t has, given the past; with a b near what is to come it takes away most of the variance. Neither needs a model, or
 * states that are Markov.
 *
 * @param log in the advice's states, with the probabilities of all actions
 * @param episodes indices
 * @throws ArgumentError without those probabilities, for an advice that does not fit, or a return below the least;
 *   DataError for a logged action of probability 0
 *
 * Cost O(steps · A²), less where the clinician is left alone.
 *
 * Source: the sum is the control variate of doubly robust estimates, Jiang & Li 2016, with cut weights.
 */
export function adviceTerms(
  log: Trajectories,
  advice: Advice,
  episodes: ArrayLike<number>,
  { leastReturn, clip, discount, baseline }: AdviceTermsOptions,
): AdviceTerms {
  checkAdvice(advice, 'adviceTerms');
  checkSameSpace('adviceTerms', 'advice', advice, log);
  const { nActions, episodeStart, state, action, reward, propensities: mu } = log;
  if (!mu)
    throw new ArgumentError(
      `adviceTerms: the log must have the probabilities of all ${nActions} actions at each step, got ${log.propensity ? 'those of the actions taken alone' : 'none'} - what else the clinician was about to do counts, too`,
    );
  const changed = changedStates(advice);
  const gain = new Float64Array(episodes.length);
  const weight = new Float64Array(episodes.length);
  const advised = new Float64Array(nActions);
  for (let j = 0; j < episodes.length; j++) {
    const e = episodes[j];
    // k, g_{<t}, discount^t, and the sum that is taken off.
    let [k, earned, fade, chance] = [1, 0, 1, 0];
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const s = state[i];
      const at = i * nActions;
      if (!(mu[at + action[i]] > 0))
        throw new DataError(
          `adviceTerms: episode ${episodeName(log, e)}, t ${i - episodeStart[e]}: the logged action ${action[i]} must have a probability above 0, got ${mu[at + action[i]]}`,
        );
      if (changed[s] === 1 && k > 0) {
        advisedChances(advice, s, mu, at, advised);
        let mean = 0;
        for (let a = 0; a < nActions; a++) {
          const p = mu[at + a];
          if (p > 0) mean += Math.min(k * advised[a], clip * p);
        }
        k = Math.min((k * advised[action[i]]) / mu[at + action[i]], clip);
        chance += (k - mean) * (earned + fade * baseline[s] - leastReturn);
      }
      earned += fade * reward[i];
      fade *= discount;
    }
    if (!(earned - leastReturn >= -ROUNDING * Math.max(1, Math.abs(leastReturn))))
      throw new ArgumentError(
        `adviceTerms: returns must be at least the least possible, ${leastReturn}, got ${earned} of episode ${episodeName(log, e)} - give the least return that is possible`,
      );
    gain[j] = (k - 1) * (earned - leastReturn) - chance;
    weight[j] = k;
  }
  return { gain, weight };
}

/** What rounding may leave a return below the least that is possible, as a share of their size. */
const ROUNDING = 1e-9;

/** Shape (S), 1 where the advice does not leave alone whoever is about to do anything. */
function changedStates(advice: Advice): Uint8Array {
  const { nStates, nActions } = advice;
  const changed = new Uint8Array(nStates);
  for (let s = 0; s < nStates; s++) for (let i = 0; i < nActions; i++) if (!leavesAlone(advice, s, i)) changed[s] = 1;
  return changed;
}

/** pi(a) = Σ_i mu(i) T[s, i, a]. */
function advisedChances(advice: Advice, s: number, mu: Float64Array, at: number, out: Float64Array): void {
  const { nActions, probability } = advice;
  out.fill(0);
  for (let i = 0; i < nActions; i++) {
    const p = mu[at + i];
    if (p === 0) continue;
    const row = adviceRow(advice, s, i);
    for (let a = 0; a < nActions; a++) out[a] += p * probability[row + a];
  }
}
