import { closedClasses } from '../../linear/closedClasses.js';
import { statesOf, stronglyConnectedComponents } from '../../linear/components.js';
import { solveChain } from '../../linear/solveChain.js';
import type { SparseRows } from '../../linear/sparseRows.js';
import { type Choices, chosenRewards, chosenRows } from '../choices.js';

/** A mean reward above this, relative to the largest |reward|, is positive; .1 + .2 − .3 is not. */
const POSITIVE_MEAN = 1e-9;

/** A class of states that no run leaves, ends apart. */
export interface EndlessClass {
  readonly states: Uint32Array;
  /** What a step in it earns on average in the long run. */
  readonly meanReward: number;
}

/**
 * The classes that no run leaves once it is in, ends apart.
 *
 * Cost O(S + nnz of the rows chosen), and two solves for each class with a reward above 0.
 */
export function endlessClasses(choices: Choices, chosen: Int32Array): EndlessClass[] {
  const rows = chosenRows(choices, chosen);
  const components = stronglyConnectedComponents(rows);
  const classes: EndlessClass[] = [];
  let reward: Float64Array | undefined;
  closedClasses(rows, components).forEach((closed, c) => {
    const states = statesOf(components, c);
    if (closed === 0 || chosen[states[0]] < 0) return;
    reward ??= chosenRewards(choices, chosen);
    classes.push({ states, meanReward: meanReward(rows, reward, states) });
  });
  return classes;
}

/** Whether a class earns for ever, and not by rounding alone. */
export function earnsForEver({ rewardScale }: Choices, { meanReward }: EndlessClass): boolean {
  return meanReward > POSITIVE_MEAN * rewardScale;
}

/**
 * What is earned between two visits to one state, over the expected number of steps between them. Where no reward is
 * above 0, the greatest of them stands for it, as a bound.
 */
function meanReward(rows: SparseRows, reward: Float64Array, states: Uint32Array): number {
  const greatest = states.reduce((most, s) => Math.max(most, reward[s]), -Infinity);
  if (greatest <= 0 || states.length === 1) return greatest;
  const [reference] = states;
  const end = rows.first.slice();
  for (const s of states.subarray(1)) end[s] = rows.end[s];
  const toReference = { ...rows, end };
  const components = stronglyConnectedComponents(toReference);
  const perVisit = (step: ArrayLike<number>): number => {
    const b = new Float64Array(rows.nStates);
    for (const s of states.subarray(1)) b[s] = step[s];
    const sum = solveChain(toReference, components, 1, b);
    let total = step[reference];
    for (let k = rows.first[reference]; k < rows.end[reference]; k++)
      total += rows.probability[k] * sum[rows.column[k]];
    return total;
  };
  return perVisit(reward) / perVisit(new Float64Array(rows.nStates).fill(1));
}
