import { closedClasses } from '../linear/closedClasses.js';
import { stronglyConnectedComponents } from '../linear/components.js';
import { DENSE } from '../linear/eliminate/eliminateComponent.js';
import { solveChain } from '../linear/solveChain.js';
import { type Choices, chosenRewards, chosenRows } from './choices.js';

export interface ChoicesValue {
  /** Shape (S); 0 for ends, and at discount 1 in classes that are never left. */
  readonly value: Float64Array;
  /** Shape (S): what rounding and iteration may have left in each value, so that a smaller difference means nothing. */
  readonly noise: Float64Array;
}

/**
 * Rounding of elimination, relative to the value that the state would have if all rewards were their absolute values.
 */
const ROUNDING = 1e-14;

/**
 * What is asked of an iteration's residual, relative to the largest reward and value, times 1 − discount or 1e-3 at
 * least.
 */
const TOLERANCE = 1e-9;

/**
 * What iteration may leave of a residual: tolerance × max(1 − discount, 1e-3) × (max |r| + max |V|).
 */
export function residualAllowed({ rewardScale }: Choices, discount: number, value: Float64Array): number {
  return TOLERANCE * Math.max(1 - discount, 1e-3) * (rewardScale + largest(value));
}

/** max |x|, 0 for nothing. */
export function largest(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Math.abs(value));
  return most;
}

/**
 * Value of what is chosen, component by component, and how exact it is.
 *
 * At discount 1 classes that are never left must earn nothing; their value is 0.
 *
 * @param start shape (S), a near value
 *
 * Cost as `solveChain`, twice where rewards are of both signs.
 */
export function evaluateChoices(
  choices: Choices,
  chosen: Int32Array,
  discount: number,
  start: Float64Array,
): ChoicesValue {
  const rows = chosenRows(choices, chosen);
  const reward = chosenRewards(choices, chosen);
  const components = stronglyConnectedComponents(rows);
  const skip = discount === 1 ? closedClasses(rows, components) : undefined;
  const value = solveChain(rows, components, discount, reward, { start, ...(skip && { skip }) });
  let largestComponent = 0;
  for (let c = 0; c < components.nComponents; c++)
    largestComponent = Math.max(largestComponent, components.start[c + 1] - components.start[c]);
  if (largestComponent > DENSE)
    return { value, noise: new Float64Array(value.length).fill(residualAllowed(choices, discount, value)) };
  const oneSign = reward.every((r) => r >= 0) || reward.every((r) => r <= 0);
  const magnitude = oneSign ? value : solveChain(rows, components, discount, reward.map(Math.abs), skip && { skip });
  return { value, noise: magnitude.map((size) => ROUNDING * Math.abs(size)) };
}
