import { ALIVE, outcomeOf } from './outcome.js';
import { N_FULL, N_OBSERVED, variablesOf } from './variables.js';

/**
 * First states that are uniform over all that are no end, whatever treatment is on: 303 of the 720 with either diabetes
 * flag.
 *
 * @param diabetes share of diabetics among started episodes, in [0, 1]; default 0.2
 * @returns shape (1440), sums to 1, freshly allocated
 *
 * Source: Tang & Wiens, "Model selection for offline reinforcement learning", 2021, whose experiments start so.
 */
export function uniformStart(diabetes = 0.2): Float64Array {
  const p = new Float64Array(N_FULL);
  let going = 0;
  for (let s = 0; s < N_FULL; s++) {
    if (outcomeOf(variablesOf(s)) !== ALIVE) continue;
    p[s] = s < N_OBSERVED ? 1 - diabetes : diabetes;
    if (s < N_OBSERVED) going += 1;
  }
  return p.map((mass) => mass / going);
}
