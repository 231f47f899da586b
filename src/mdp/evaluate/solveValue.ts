import { chainSystem } from '../linear/chainSystem.js';
import { checkSolution } from '../linear/checkSolution.js';
import { stronglyConnectedComponents } from '../linear/components.js';
import { endlessComponents } from '../linear/endlessComponents.js';
import { solveChain } from '../linear/solveChain.js';
import { chainRows } from '../linear/sparseRows.js';
import type { MarkovChain } from './markovChain.js';

export interface SolveValueOptions {
  /** First guess, shape (S), such as the value of a similar policy. */
  readonly start?: Float64Array;
  /**
   * Shape (S): where runs begin. At discount 1 only states that can be reached from there need to have a value; default
   * all.
   */
  readonly initial?: Float64Array;
}

/**
 * The fixed point V = r + discount · P V of a chain.
 *
 * Below discount 1 there always is one. At discount 1 the graph decides first: a class of states that no run leaves has
 * value 0 if nothing is earned in it, and none otherwise; nor has a state from which such a class can be reached.
 *
 * @returns shape (S); 0 for a state without a value
 * @throws NumericalError naming a state that earns for ever, if runs can come to it; or if the residual of the answer
 *   is above 1e-9 of the largest reward and value
 *
 * Source: Bertsekas & Tsitsiklis, "An analysis of stochastic shortest path problems", 1991.
 */
export function solveValue(
  chain: MarkovChain,
  discount: number,
  { start, initial }: SolveValueOptions = {},
): Float64Array {
  const rows = chainRows(chain);
  const components = stronglyConnectedComponents(rows);
  const skip = discount === 1 ? endlessComponents(chain, rows, components, initial) : undefined;
  const value = solveChain(rows, components, discount, chain.reward, { start, ...(skip && { skip }) });
  const skipped = (s: number): boolean => skip?.[components.component[s]] === 1;
  checkSolution('policyValue', chainSystem(rows, discount), chain.reward, value, skipped);
  return value;
}
