import { NumericalError } from '../../../core/errors.js';
import type { Mdp } from '../../mdp.js';
import { describeState } from '../../evaluate/markovChain.js';
import { certainEnd } from './certainEnd.js';
import { statesLeadingTo, statesReached } from './choiceGraph.js';
import { type Choices, keepChoices } from '../choices.js';
import { collapse } from './collapse.js';
import { type LoopChoice, bestOfClass, earningLoop } from './earningLoop.js';
import { maximalEndComponents } from './endComponents.js';
import { type ChoicesValue, evaluateChoices } from '../evaluateChoices.js';
import { expand } from './expand.js';
import { iterateChoices } from '../iterateChoices.js';

export interface UndiscountedChoices extends ChoicesValue {
  /** Those that may count: none in states without a value, and none that leads to one. */
  readonly choices: Choices;
  /** Shape (S): the best, −1 for ends and for states without a value. */
  readonly chosen: Int32Array;
  readonly iterations: number;
  /** States, in order, from which no policy has a value, or from which there is no greatest one. */
  readonly withoutValue: readonly number[];
}

/**
 * The best choices at discount 1: the graph first, arithmetic second.
 *
 * Parts of the model that a run can be kept in for ever without a reward (end components of the pairs with reward 0)
 * become one state each, which has to stay as a further choice. Then every policy that has a value comes to an end with
 * certainty, and policy iteration finds the best from any such. States from which there is none have no value. Nor is
 * there a greatest one where a run can earn for ever, which shows in the iteration as a gain by a change after which
 * runs do not end.
 *
 * @param iterate finds the best choices once every policy that has a value comes to an end; default in floating point
 * @throws NumericalError, naming a state and an action, where runs can come to a state without a value
 *
 * Source: Bertsekas & Tsitsiklis, "An analysis of stochastic shortest path problems", 1991; de Alfaro, "Computing
 * minimum and maximum reachability times", 1999, for the collapse.
 */
export function undiscountedChoices(
  mdp: Mdp,
  all: Choices,
  maxIterations: number,
  iterate: typeof iterateChoices = iterateChoices,
): UndiscountedChoices {
  const { nStates } = mdp;
  const lost = new Uint8Array(nStates);
  let choices = all;
  for (;;) {
    const zero = maximalEndComponents(
      choices,
      Uint8Array.from(choices.reward, (r) => (r === 0 ? 1 : 0)),
    );
    const collapsed = collapse(choices, zero);
    const { stateOf } = collapsed;
    const { ends, chosen: start } = certainEnd(collapsed.choices);
    const endless = Uint8Array.from(stateOf, (q) => 1 - ends[q]);
    if (endless.includes(1)) {
      refuseEndless(mdp, all, endless, maxIterations);
      choices = without(choices, lost, endless);
      continue;
    }
    const result = iterate(collapsed.choices, 1, start, maxIterations);
    if (result.endless) {
      const earning = new Uint8Array(collapsed.choices.nStates);
      for (const q of result.endless.states) earning[q] = 1;
      const inClass = Uint8Array.from(stateOf, (q) => earning[q]);
      const { pair } = bestOfClass(collapsed.choices, result, result.endless);
      if (isReached(mdp, all, inClass)) throw earns(mdp, { state: Math.floor(pair / mdp.nActions), pair });
      choices = without(choices, lost, statesLeadingTo(choices, inClass));
      continue;
    }
    const withoutValue = Array.from(lost.keys()).filter((s) => lost[s] === 1);
    const chosen = expand(choices, zero, collapsed, result.chosen);
    const value = Float64Array.from(stateOf, (q) => result.value[q]);
    return {
      choices,
      chosen,
      ...evaluateChoices(choices, chosen, 1, value),
      iterations: result.iterations,
      withoutValue,
    };
  }
}

/** The choices left when states are given up. Also marks them in `lost`. */
function without(choices: Choices, lost: Uint8Array, given: Uint8Array): Choices {
  const { nStates, choiceStart, first, end, column, probability } = choices;
  const kept = new Uint8Array(first.length).fill(1);
  for (let s = 0; s < nStates; s++) {
    if (given[s] === 1) lost[s] = 1;
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++)
      for (let k = first[c]; k < end[c]; k++)
        if (given[s] === 1 || (probability[k] > 0 && given[column[k]] === 1)) kept[c] = 0;
  }
  return keepChoices(choices, kept);
}

function isReached({ initial }: Mdp, all: Choices, states: Uint8Array): boolean {
  return statesReached(all, initial).some((reached, s) => reached === 1 && states[s] === 1);
}

/**
 * @param endless shape (S), 1 for states from which no policy comes to an end, or to where nothing is earned, with
 * certainty
 */
function refuseEndless(mdp: Mdp, all: Choices, endless: Uint8Array, maxIterations: number): void {
  const reached = statesReached(all, mdp.initial);
  const state = reached.findIndex((value, s) => value === 1 && endless[s] === 1);
  if (state < 0) return;
  const components = maximalEndComponents(all, new Uint8Array(all.pair.length).fill(1));
  for (let which = 0; which < components.nComponents; which++) {
    if (!components.component.some((of, s) => of === which && endless[s] === 1 && reached[s] === 1)) continue;
    const loop = earningLoop(all, components, which, maxIterations);
    if (loop) throw earns(mdp, loop);
  }
  throw new NumericalError(
    `policyIteration: with discount 1 every state that runs can come to needs a policy by which they end, or come to where nothing is earned, got ${describeState(mdp, state)}, in which there is none - give a discount below 1 or a horizon`,
  );
}

function earns(mdp: Mdp, { state, pair }: LoopChoice): NumericalError {
  const action = pair % mdp.nActions;
  const label = mdp.actionLabels?.[action];
  return new NumericalError(
    `policyIteration: with discount 1 no policy may earn for ever, got ${describeState(mdp, state)}, where action ${action}${label === undefined ? '' : ` (${label})`} is part of a loop with a mean reward above 0 - give a discount below 1 or a horizon`,
  );
}
