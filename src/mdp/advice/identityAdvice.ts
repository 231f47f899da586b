import { type Advice, adviceRow } from './advice.js';

/**
 * The advice that always leaves the clinician alone, T[s, i, a] = 1 for a = i: what others are written into.
 *
 * @returns fresh, without names
 *
 * @example
 * identityAdvice(1, 2).probability // [1, 0, 0, 1]
 */
export function identityAdvice(nStates: number, nActions: number): Advice {
  const probability = new Float64Array(nStates * nActions * nActions);
  for (let s = 0; s < nStates; s++)
    for (let i = 0; i < nActions; i++) probability[adviceRow({ nActions }, s, i) + i] = 1;
  return { nStates, nActions, probability };
}
