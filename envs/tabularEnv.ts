import { aliasTables, sampleAlias } from '../src/core/aliasTable.js';
import { ArgumentError } from '../src/core/errors.js';
import type { Rng } from '../src/core/rng.js';
import type { Env } from '../src/mdp/env.js';
import { rowIndex } from '../src/mdp/mdp.js';
import type { StateSpace } from '../src/mdp/stateSpace.js';
import { type Table, tableReward, tabularModel } from './tabularModel.js';

/**
 * An environment given by a table of its transitions: everything else follows.
 *
 * It has one state space, `full`, which is also the recorded one; nothing is hidden. An end state stays as it is and earns
 * nothing more. `exactModel` returns one shared model, and `step` draws from it by alias tables.
 *
 * @throws ArgumentError where the table is not a decision process: see `tabularModel`
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
  };
  return {
    name,
    parameters: table.parameters,
    nActions: model.nActions,
    actionLabel: (action) => labelAt(`env ${name}: action`, actionLabels, action),
    outcomes,
    spaces: [space],
    abstractions: [],
    recorded: space.name,
    hidden: () => 0,
    restore: (recorded) => recorded,
    initial: (rng: Rng) => sampleAlias(rng, starts, 0),
    step(rng, state, action) {
      const row = rowIndex(model, state, action);
      return model.nextState[model.rowStart[row] + sampleAlias(rng, rows, row)];
    },
    reward: (state, action, nextState) => tableReward(table, model.outcome, state, action, nextState),
    exactModel: () => model,
  };
}

function labelAt(where: string, labels: readonly string[], index: number): string {
  if (!(index in labels))
    throw new ArgumentError(`${where} must be an integer from 0 to ${labels.length - 1}, got ${index}`);
  return labels[index];
}
