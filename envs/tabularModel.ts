import { ArgumentError } from '../src/core/errors.js';
import { type Mdp, checkMdp } from '../src/mdp/mdp.js';
import type { Outcome } from '../src/mdp/outcome.js';
import type { ActionPart } from '../src/mdp/parts/actionPart.js';
import { listedParts } from '../src/mdp/parts/listedParts.js';
import { listedVariables } from '../src/mdp/parts/listedVariables.js';
import type { StateVariable } from '../src/mdp/parts/stateVariable.js';

/** A state and its probability. */
export type Chance = readonly [state: number, probability: number];

/** A small decision process written out. States and actions are numbered in the order of their labels. */
export interface Table {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** One for each state; unique. */
  readonly stateLabels: readonly string[];
  /**
   * What is recorded of each state, one for each; states with the same look alike, and must agree in how they end a
   * run. By default a state is recorded as itself.
   */
  readonly observations?: readonly string[];
  /** One for each action; unique. */
  readonly actionLabels: readonly string[];
  /** What actions are made of, where they are. */
  readonly actionParts?: readonly ActionPart[];
  /** What states are made of, where they are. */
  readonly variables?: readonly StateVariable[];
  /** How a run can end; entry 0 is the run still going on. */
  readonly outcomes: readonly Outcome[];
  /** The states that end a run, each with its index into `outcomes`, from 1. */
  readonly ends: readonly (readonly [state: number, outcome: number])[];
  /** Distribution of the first state. */
  readonly initial: readonly Chance[];
  /** Distribution of the next state, in any order; chances of the same state add up. Not asked where a run ends. */
  next(state: number, action: number): readonly Chance[];
  /** By default the reward of the outcome of the next state. */
  reward?(state: number, action: number, nextState: number): number;
}

/**
 * The exact model of a table. An end state returns to itself and earns 0; entries of probability zero are left out.
 *
 * @returns the model over space `full`, freshly allocated
 * @throws ArgumentError if a state or outcome does not exist, labels repeat, a distribution does not sum to 1 ± 1e-9,
 *   or a run could start at an end
 *
 * Cost O(S + number of transitions · log).
 */
export function tabularModel(table: Table): Mdp {
  const { stateLabels, actionLabels, outcomes } = table;
  const where = `env ${table.name}`;
  const [nStates, nActions] = [stateLabels.length, actionLabels.length];
  checkUnique(`${where}: stateLabels`, stateLabels);
  checkUnique(`${where}: actionLabels`, actionLabels);

  const outcome = new Uint8Array(nStates);
  for (const [state, index] of table.ends) {
    checkState(`${where}: ends`, state, nStates);
    if (!(Number.isInteger(index) && index >= 1 && index < outcomes.length))
      throw new ArgumentError(`${where}: ends: outcome must be from 1 to ${outcomes.length - 1}, got ${index}`);
    outcome[state] = index;
  }

  const initial = new Float64Array(nStates);
  for (const [state, probability] of merged(`${where}: initial`, table.initial, nStates)) {
    if (outcome[state] !== 0)
      throw new ArgumentError(`${where}: initial: a run must start where it goes on, got '${stateLabels[state]}'`);
    initial[state] = probability;
  }

  const rowStart = new Uint32Array(nStates * nActions + 1);
  const nextStates: number[] = [];
  const probabilities: number[] = [];
  const rewards: number[] = [];
  for (let state = 0; state < nStates; state++) {
    for (let action = 0; action < nActions; action++) {
      const row = `${where}: next('${stateLabels[state]}', '${actionLabels[action]}')`;
      const chances = outcome[state] === 0 ? table.next(state, action) : [[state, 1] as const];
      for (const [next, probability] of merged(row, chances, nStates)) {
        nextStates.push(next);
        probabilities.push(probability);
        rewards.push(tableReward(table, outcome, state, action, next));
      }
      rowStart[state * nActions + action + 1] = nextStates.length;
    }
  }
  const actionParts = listedParts({ ...table, nActions });
  const variables = listedVariables({ ...table, name: 'full', nStates });
  const model: Mdp = {
    nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextStates),
    probability: Float64Array.from(probabilities),
    reward: Float64Array.from(rewards),
    initial,
    terminal: outcome.map((index) => (index === 0 ? 0 : 1)),
    outcomes,
    outcome,
    stateLabels,
    actionLabels,
    ...(actionParts && { actionParts }),
    ...(variables && { variables }),
    source: { env: table.name, parameters: table.parameters, space: 'full' },
  };
  checkMdp(model, where);
  return model;
}

/**
 * The reward of a transition, 0 from an end on.
 *
 * @param outcome shape (S), index into the table's outcomes
 */
export function tableReward(
  table: Table,
  outcome: Uint8Array,
  state: number,
  action: number,
  nextState: number,
): number {
  if (outcome[state] !== 0) return 0;
  return table.reward ? table.reward(state, action, nextState) : table.outcomes[outcome[nextState]].reward;
}

/** The chances that are not zero, one for each state, in increasing order of state. */
function merged(where: string, chances: readonly Chance[], nStates: number): readonly Chance[] {
  const total = new Map<number, number>();
  for (const [state, probability] of chances) {
    checkState(where, state, nStates);
    if (!(probability >= 0)) throw new ArgumentError(`${where}: probability must be ≥ 0, got ${probability}`);
    if (probability > 0) total.set(state, (total.get(state) ?? 0) + probability);
  }
  return [...total].sort(([a], [b]) => a - b);
}

function checkState(where: string, state: number, nStates: number): void {
  if (!(Number.isInteger(state) && state >= 0 && state < nStates))
    throw new ArgumentError(`${where}: state must be an integer from 0 to ${nStates - 1}, got ${state}`);
}

function checkUnique(where: string, labels: readonly string[]): void {
  const twice = labels.find((label, i) => labels.indexOf(label) < i);
  if (twice !== undefined) throw new ArgumentError(`${where} must be unique, got '${twice}' twice`);
}
