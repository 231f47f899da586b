import { SAME_CHANCE } from '../stepColumns.js';
import type { StateTest } from '../stateTest.js';
import { NO_PROBABILITIES } from './noProbabilities.js';

/**
 * B0: the logged probability of the action taken is a function of state and action. One counterexample beyond 1e-9
 * proves that whoever acted saw more than the state, or went by the time: p is then 0, else 1.
 *
 * Cost O(steps + S·A).
 */
export const sameProbability: StateTest = {
  name: 'B0',
  question: 'does the logged probability of the same choice in the same state differ?',
  run(_, { log, pair }) {
    const { propensity, nStates, nActions } = log;
    if (!propensity) return NO_PROBABILITIES;
    const least = new Int32Array(nStates * nActions).fill(-1);
    const most = new Int32Array(nStates * nActions).fill(-1);
    const cases = new Uint32Array(nStates * nActions);
    for (let i = 0; i < pair.length; i++) {
      const row = pair[i];
      cases[row] += 1;
      if (least[row] < 0 || propensity[i] < propensity[least[row]]) least[row] = i;
      if (most[row] < 0 || propensity[i] > propensity[most[row]]) most[row] = i;
    }
    const nSteps = cases.reduce((sum, n) => (n > 1 ? sum + n : sum), 0);
    if (nSteps === 0) return 'no choice is made twice in the same state';
    let widest = 0;
    for (let row = 1; row < cases.length; row++)
      if (spread(propensity, least, most, row) > spread(propensity, least, most, widest)) widest = row;
    return spread(propensity, least, most, widest) > SAME_CHANCE
      ? { p: 0, nSteps, counterexample: [least[widest], most[widest]] }
      : { p: 1, nSteps };
  },
};

function spread(propensity: Float64Array, least: Int32Array, most: Int32Array, row: number): number {
  return least[row] < 0 ? 0 : propensity[most[row]] - propensity[least[row]];
}
