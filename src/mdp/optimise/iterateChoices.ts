import { NumericalError } from '../../core/errors.js';
import { approach } from './undiscounted/approach.js';
import type { Choices } from './choices.js';
import type { EndlessClass } from './undiscounted/endlessClasses.js';
import { type ChoicesValue, evaluateChoices } from './evaluateChoices.js';
import { improveChoices } from './improveChoices.js';
import { takeBack } from './undiscounted/takeBack.js';

/** Models with more states are brought near the answer by loose rounds before the first exact evaluation. */
const EXACT_FROM_THE_START = 2000;

export interface IteratedChoices extends ChoicesValue {
  /** Shape (S): the best choice of each state, −1 for ends. */
  readonly chosen: Int32Array;
  readonly iterations: number;
  /** A class that earns for ever, at which the iteration stopped; only at discount 1. */
  readonly endless?: EndlessClass;
}

/**
 * Policy iteration over choices: evaluate, change where it gains, until it gains nowhere.
 *
 * Only gains beyond the noise of the evaluation count, so that rounding cannot lead it round in circles. At discount 1
 * it starts from choices by which every run ends, and so does every round: a change after which a run need not end
 * would have to earn for ever, or else is one that rounding shows, and is taken back.
 *
 * @param start shape (S): −1 for ends
 * @param loose whether to begin with loose rounds; default where there are more than 2,000 states
 * @throws NumericalError without convergence
 *
 * Cost of a round: an evaluation and a pass over the choices.
 *
 * Source: Howard, "Dynamic Programming and Markov Processes", 1960; at discount 1 Bertsekas & Tsitsiklis, 1991.
 */
export function iterateChoices(
  choices: Choices,
  discount: number,
  start: Int32Array,
  maxIterations: number,
  loose: boolean = choices.nStates > EXACT_FROM_THE_START,
): IteratedChoices {
  const chosen = start.slice();
  let value: Float64Array = new Float64Array(choices.nStates);
  let rounds = 0;
  if (loose) {
    const { endless, rounds: used } = approach(choices, discount, chosen, value, maxIterations);
    if (endless) return { chosen, value, noise: value, iterations: used, endless };
    rounds = used;
  }
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const evaluated = evaluateChoices(choices, chosen, discount, value);
    const result = { chosen, ...evaluated, iterations: rounds + iteration };
    const rose = evaluated.value.some((v, s) => v - value[s] > evaluated.noise[s]);
    if (iteration > 1 && !rose) return result;
    value = evaluated.value;
    const before = chosen.slice();
    if (improveChoices(choices, chosen, discount, evaluated).length === 0) return result;
    if (discount < 1) continue;
    const endless = takeBack(choices, before, chosen);
    if (endless) return { ...result, endless };
    if (chosen.every((c, s) => c === before[s])) return result;
  }
  throw new NumericalError(
    `policyIteration: must converge within ${maxIterations} iterations, but did not - raise maxIterations`,
  );
}
