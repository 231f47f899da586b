import { certainEnd } from './certainEnd.js';
import { type Choices, keepChoices, worthOf } from '../choices.js';
import { type EndlessClass } from './endlessClasses.js';
import type { EndComponents } from './endComponents.js';
import { type IteratedChoices, iterateChoices } from '../iterateChoices.js';

/** A choice in a loop that can be gone round for ever. */
export interface LoopChoice {
  readonly state: number;
  /** The model's row s·A + a. */
  readonly pair: number;
}

/** The choice of a class that earns most. */
export function bestOfClass(
  { pair, reward }: Choices,
  { chosen }: Pick<IteratedChoices, 'chosen'>,
  { states }: EndlessClass,
): LoopChoice {
  const state = states.reduce((best, s) => (reward[chosen[s]] > reward[chosen[best]] ? s : best), states[0]);
  return { state, pair: pair[chosen[state]] };
}

/**
 * A choice of an end component by which a run can earn for ever; undefined where the greatest mean reward is not
 * positive.
 *
 * The most that can be earned between two visits to its first state is found by policy iteration that ends in that
 * state. It is above 0, or a loop beside that state earns for ever, just if the greatest mean reward is positive.
 */
export function earningLoop(
  choices: Choices,
  { component, inside }: EndComponents,
  which: number,
  maxIterations: number,
): LoopChoice | undefined {
  const { choiceStart, rewardScale, pair } = choices;
  const reference = component.indexOf(which);
  const kept = inside.slice();
  for (let s = 0; s < component.length; s++)
    if (component[s] !== which || s === reference) kept.fill(0, choiceStart[s], choiceStart[s + 1]);
  const back = keepChoices(choices, kept);
  const result = iterateChoices(back, 1, certainEnd(back).chosen, maxIterations);
  if (result.endless) return bestOfClass(back, result, result.endless);
  for (let c = choiceStart[reference]; c < choiceStart[reference + 1]; c++)
    if (inside[c] === 1 && worthOf(choices, c, 1, result.value) > 1e-9 * rewardScale)
      return { state: reference, pair: pair[c] };
  return undefined;
}
