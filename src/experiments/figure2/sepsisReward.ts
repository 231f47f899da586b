import type { Rng } from '../../core/random/rng.js';

/**
 * Levels of heart rate, blood pressure, oxygen, antibiotics, vasopressors, ventilation: the digits of a projected
 * state.
 */
const LEVELS = [3, 3, 2, 2, 2, 2] as const;

const N_LIVING = LEVELS.reduce((product, levels) => product * levels, 1);

/**
 * A random reward of each projected state: one N(0, 1) number for each level of each variable, summed; the two ends
 * have their own.
 *
 * @param ends rewards of death and discharge
 * @returns shape (146)
 *
 * Glucose, which a projected state leaves out, counts as very high in every living one: its number is a constant there.
 *
 * Source: Lorberbom et al., NeurIPS 2021, section 7.3.
 */
export function sepsisReward(rng: Rng, ends: readonly [death: number, discharge: number]): Float64Array {
  const tables = LEVELS.map((levels) => Float64Array.from({ length: levels }, () => rng.normal()));
  const glucose = rng.normal();
  const score = new Float64Array(N_LIVING + ends.length);
  for (let s = 0; s < N_LIVING; s++) {
    score[s] = glucose;
    let rest = s;
    for (let v = LEVELS.length - 1; v >= 0; v--) {
      score[s] += tables[v][rest % LEVELS[v]];
      rest = Math.floor(rest / LEVELS[v]);
    }
  }
  score.set(ends, N_LIVING);
  return score;
}
