import type { Problem } from './problem.js';
import { ratio } from './weights.js';

/**
 * `mis`: carries the target policy's share of each state forward, d_{t+1}(s') = sum_s d_t(s) P_t(s'|s), and adds
 * discount^t sum_s d_t(s) r_t(s); P_t and r_t are means of rho 1{s'} and rho r over the episodes that took a step from
 * s at t. Nothing goes on from an end. The d_t need not sum to 1.
 *
 * An episode that was cut is in no mean after its cut; the share it carried into its last state goes on with the
 * episodes that do step from there, and is lost if there are none.
 */
export function mis(problem: Problem): number {
  const { nStates, episodes, discount, horizon } = problem;
  let share = Array.from({ length: nStates }, () => 0);
  for (const { steps } of episodes) share[steps[0].s] += 1 / episodes.length;
  let value = 0;
  for (let t = 0; t < horizon; t++) {
    const following = share.map(() => 0);
    for (let s = 0; s < nStates; s++) {
      const here = episodes.map((_, i) => i).filter((i) => episodes[i].steps[t]?.s === s);
      for (const i of here) {
        const { steps, terminated } = episodes[i];
        const part = (share[s] * ratio(problem, i, t)) / here.length;
        value += discount ** t * part * steps[t].r;
        if (!(terminated && t === steps.length - 1)) following[steps[t].next] += part;
      }
    }
    share = following;
  }
  return value;
}
