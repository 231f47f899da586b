import { type Choices, worthOf } from './choices.js';
import type { ChoicesValue } from './evaluateChoices.js';

/**
 * Takes in each state the choice that is worth most, where it gains more than the noise of both; else keeps the present
 * one.
 *
 * @param chosen written, shape (S)
 * @returns the states in which another choice is taken
 *
 * Cost O(nnz).
 */
export function improveChoices(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  { value, noise }: ChoicesValue,
): number[] {
  const { nStates, choiceStart } = choices;
  const switched: number[] = [];
  for (let s = 0; s < nStates; s++) {
    if (choiceStart[s + 1] - choiceStart[s] < 2) continue;
    const present = worthOf(choices, chosen[s], discount, value);
    let [best, most] = [chosen[s], present];
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
      if (c === chosen[s]) continue;
      const worth = worthOf(choices, c, discount, value);
      if (worth > most) [best, most] = [c, worth];
    }
    if (best === chosen[s] || most - present <= noise[s] + noiseOf(choices, best, discount, noise)) continue;
    chosen[s] = best;
    switched.push(s);
  }
  return switched;
}

/** What is uncertain in the worth of a choice: its own rounding, and the noise of what it leads to. */
export function noiseOf(
  { first, end, column, probability, reward }: Choices,
  choice: number,
  discount: number,
  noise: Float64Array,
): number {
  let sum = 4 * Number.EPSILON * Math.abs(reward[choice]);
  for (let k = first[choice]; k < end[choice]; k++) sum += discount * probability[k] * noise[column[k]];
  return sum;
}
