import { type Choices, worthOf } from './choices.js';
import type { ChoicesValue } from './evaluateChoices.js';
import { noiseOf } from './improveChoices.js';
import { takeBack } from './undiscounted/takeBack.js';

/**
 * The first choice of each state among those that tie with the best.
 *
 * A tie is a difference of at most the tolerance times the largest |reward| or the state's |value|, whichever is
 * smaller, or of less than the noise of the values. The state's own value counts because far from where anything is
 * earned, all values are small, and not therefore equal.
 *
 * At discount 1 a tie is taken only if runs still end, or stay for ever where the value is 0: going round in a loop
 * that earns nothing would tie with every way out of it.
 *
 * @param chosen shape (S): the best choices, −1 for ends
 * @returns shape (S), a copy
 *
 * Cost O(nnz).
 */
export function settleTies(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  { value, noise }: ChoicesValue,
  tieTolerance: number,
): Int32Array {
  const { nStates, choiceStart, rewardScale, reward } = choices;
  const settled = chosen.slice();
  for (let s = 0; s < nStates; s++) {
    if (choiceStart[s + 1] - choiceStart[s] < 2) continue;
    let [best, most] = [chosen[s], -Infinity];
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
      const worth = worthOf(choices, c, discount, value);
      if (worth > most) [best, most] = [c, worth];
    }
    const within = Math.max(
      tieTolerance * Math.min(rewardScale, Math.abs(most)),
      2 * noiseOf(choices, best, discount, noise),
    );
    settled[s] = choiceStart[s];
    while (worthOf(choices, settled[s], discount, value) < most - within) settled[s] += 1;
  }
  if (discount === 1)
    takeBack(choices, chosen, settled, ({ states }) =>
      states.every((s) => reward[settled[s]] === 0 && Math.abs(value[s]) <= noise[s]),
    );
  return settled;
}
