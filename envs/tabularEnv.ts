import { aliasTables, sampleAlias } from '../src/core/random/aliasTable.js';
import { ArgumentError } from '../src/core/errors.js';
import type { Rng } from '../src/core/random/rng.js';
import type { Env } from '../src/mdp/env.js';
import { rowIndex } from '../src/mdp/mdp.js';
import type { StateVariable } from '../src/mdp/parts/stateVariable.js';
import type { Abstraction, StateSpace } from '../src/mdp/stateSpace.js';
import { type Table, tableReward, tabularModel } from './tabularModel.js';

/**
 * An environment given by a table of its transitions: everything else follows.
 *
 * It has one state space, `full`, which is also the recorded one; nothing is hidden. Where the table has observations
 * they make a second space, `observed`, the recorded one, numbered in the order in which they first come; what tells
 * alike states apart may change within a run, so there is no hidden part to restore. An end state stays as it is and
 * earns nothing more. `exactModel` returns one shared model, and `step` draws from it by alias tables.
 *
 * @throws ArgumentError where the table is not a decision process: see `tabularModel`; or where its observations do not
 *   fit
 *
 * Cost O(number of transitions) once, O(1) a step.
 *
 * @example
 * const coin = tabularEnv({
 *   name: 'coin',
 *   parameters: {},
 *   stateLabels: ['start', 'heads', 'tails'],
 *   actionLabels: ['toss'],
 *   outcomes: [{ name: 'tossing', reward: 0 }, { name: 'heads', reward: 1 }, { name: 'tails', reward: 0 }],
 *   ends: [[1, 1], [2, 2]],
 *   initial: [[0, 1]],
 *   next: () => [[1, 0.5], [2, 0.5]],
 * });
 * coin.reward(0, 0, 1) // 1
 */
export function tabularEnv(table: Table): Env {
  const { name, stateLabels, actionLabels, outcomes } = table;
  const model = tabularModel(table);
  const starts = aliasTables(Uint32Array.of(0, model.nStates), model.initial);
  const rows = aliasTables(model.rowStart, model.probability);
  const space: StateSpace = {
    name: 'full',
    nStates: model.nStates,
    outcome: model.outcome,
    label: (state) => labelAt(`env ${name}: state`, stateLabels, state),
    ...(table.variables && { variables: table.variables }),
  };
  return {
    name,
    parameters: table.parameters,
    nActions: model.nActions,
    actionLabel: (action) => labelAt(`env ${name}: action`, actionLabels, action),
    ...(table.actionParts && { actionParts: table.actionParts }),
    outcomes,
    ...recording(table, space),
    initial: (rng: Rng) => sampleAlias(rng, starts, 0),
    step(rng, state, action) {
      const row = rowIndex(model, state, action);
      return model.nextState[model.rowStart[row] + sampleAlias(rng, rows, row)];
    },
    reward: (state, action, nextState) => tableReward(table, model.outcome, state, action, nextState),
    exactModel: () => model,
  };
}

function recording(
  { name, observations }: Table,
  full: StateSpace,
): Pick<Env, 'spaces' | 'abstractions' | 'recorded' | 'hidden' | 'restore'> {
  if (!observations)
    return {
      spaces: [full],
      abstractions: [],
      recorded: full.name,
      hidden: () => 0,
      restore: (recorded) => recorded,
    };
  const toObserved = observe(`env ${name}: observations`, full, observations);
  return { spaces: [full, toObserved.to], abstractions: [toObserved], recorded: toObserved.to.name };
}

function observe(where: string, full: StateSpace, observations: readonly string[]): Abstraction {
  if (observations.length !== full.nStates)
    throw new ArgumentError(`${where} must be one for each of the ${full.nStates} states, got ${observations.length}`);
  const labels = [...new Set(observations)];
  const map = Uint32Array.from(observations, (label) => labels.indexOf(label));
  const outcome = Uint8Array.from(labels, (label) => full.outcome[observations.indexOf(label)]);
  const mixed = map.findIndex((seen, state) => outcome[seen] !== full.outcome[state]);
  if (mixed >= 0)
    throw new ArgumentError(
      `${where}: states that look alike must end a run alike, got '${observations[mixed]}' for '${full.label(mixed)}' and '${full.label(map.indexOf(map[mixed]))}' - give ends observations of their own`,
    );
  const observed: StateSpace = {
    name: 'observed',
    nStates: labels.length,
    outcome,
    label: (state) => labelAt(`${where}: state`, labels, state),
    ...(full.variables && { variables: seenVariables(full, observations, labels) }),
  };
  return { from: full, to: observed, map, interior: map };
}

/** The variables that alike states agree on: the others are what the observations hide. */
function seenVariables(
  { variables }: StateSpace,
  observations: readonly string[],
  labels: readonly string[],
): readonly StateVariable[] {
  const first = (observation: string): number => observations.indexOf(observation);
  return variables!
    .filter((variable) => observations.every((seen, s) => variable.levelOf(s) === variable.levelOf(first(seen))))
    .map((variable) => ({ ...variable, levelOf: (seen) => variable.levelOf(first(labels[seen])) }));
}

function labelAt(where: string, labels: readonly string[], index: number): string {
  if (!(index in labels))
    throw new ArgumentError(`${where} must be an integer from 0 to ${labels.length - 1}, got ${index}`);
  return labels[index];
}
