import { ALIVE, outcomeOf } from './outcome.js';
import { N_FULL, variablesOf } from './variables.js';

/** Share of diabetics among those drawn, before states that end an episode are drawn again. */
const DRAWN_DIABETIC = 0.2;

const HR = [0.25, 0.5, 0.25];
const SYSBP = [0.25, 0.5, 0.25];
const O2 = [0.2, 0.8];
const GLUCOSE = [
  [0.05, 0.15, 0.6, 0.15, 0.05],
  [0.01, 0.05, 0.15, 0.6, 0.19],
];

/**
 * The exact distribution of the first state: no treatment on, the other variables independent given the diabetes flag,
 * conditioned on the state not being an end.
 *
 * Conditioning is what drawing again amounts to. Without `diabetes` the flag is drawn again as well, so that
 * 0.2 · 0.665 / (0.2 · 0.665 + 0.8 · 0.71) = 133/701 = 0.18973 of the started episodes are diabetic.
 *
 * Deviation: the published code draws the flag again whatever its probability, so that between 0 and 1 its number is
 * not the share among started episodes. A number given here is.
 *
 * @param diabetes exact share of diabetics among started episodes, in [0, 1]: the flag is drawn once, the rest again
 * @returns shape (1440), sums to 1, freshly allocated
 */
export function initialDistribution(diabetes?: number): Float64Array {
  const p = new Float64Array(N_FULL);
  const started = [0, 0];
  for (let s = 0; s < N_FULL; s++) {
    const v = variablesOf(s);
    if (v.antibiotics + v.vasopressors + v.ventilation > 0 || outcomeOf(v) !== ALIVE) continue;
    p[s] = HR[v.hr] * SYSBP[v.sysbp] * O2[v.o2] * GLUCOSE[v.diabetic][v.glucose];
    started[v.diabetic] += p[s];
  }
  const share = diabetes ?? redrawnShare(started[0], started[1]);
  for (let s = 0; s < N_FULL; s++) {
    const { diabetic } = variablesOf(s);
    p[s] *= (diabetic ? share : 1 - share) / started[diabetic];
  }
  return p;
}

/**
 * Share of diabetics if whole states are drawn until one is no end; each kind is started with the probability given.
 */
function redrawnShare(startedWithout: number, startedWith: number): number {
  const diabetic = DRAWN_DIABETIC * startedWith;
  return diabetic / (diabetic + (1 - DRAWN_DIABETIC) * startedWithout);
}
