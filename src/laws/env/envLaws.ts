import { inFewWords } from '../../core/plugins/inFewWords.js';
import { createRng } from '../../core/random/rng.js';
import type { Env } from '../../mdp/env.js';
import { guardEnv } from '../../mdp/guardEnv.js';
import { type Mdp, checkMdp } from '../../mdp/mdp.js';
import type { ListedPart } from '../../mdp/parts/actionPart.js';
import { listedParts } from '../../mdp/parts/listedParts.js';
import { listedVariables } from '../../mdp/parts/listedVariables.js';
import type { ListedVariable } from '../../mdp/parts/stateVariable.js';
import type { StateSpace } from '../../mdp/stateSpace.js';
import type { Law } from '../law.js';
import { type LawDefinition, lawsOf } from '../simpleLaw.js';
import { stepMismatches, tooFar } from './stepMismatches.js';

export interface EnvLawOptions {
  /** Seed of the draws, a whole number from 0. Default 1. */
  readonly seed?: number | undefined;
  /**
   * Draws of each row for comparisons of frequencies; default: some three million steps in all, at most 10,000 a row.
   */
  readonly draws?: number | undefined;
  /** How far a row's sum may be from 1. Default 1e-9. */
  readonly tolerance?: number | undefined;
  /** Builds the environment anew from its parameters, where that is known. */
  readonly rebuild?: ((parameters: Env['parameters']) => Env) | undefined;
}

const STEPS = 3_000_000;

const integers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const needsModel = (env: Env): string | undefined =>
  env.exactModel ? undefined : 'only for environments with exactModel';
const repeated = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) < i);

function drawsOf({ spaces: [{ nStates }], nActions }: Env, { draws }: EnvLawOptions): number {
  const most = Math.max(100, Math.floor(STEPS / (nStates * nActions)));
  return draws === undefined ? Math.min(10_000, most) : Math.min(draws, most);
}

const definitions: readonly LawDefinition<Env, EnvLawOptions>[] = [
  {
    name: 'well-formed',
    statement: 'every field is there, in its shape, and drawing throws nothing',
    fault(env, { seed = 1 }) {
      const guarded = guardEnv(env);
      const rng = createRng(seed).fork('well-formed');
      for (let run = 0; run < 20; run++) {
        let state = guarded.initial(rng);
        for (let t = 0; t < 20 && guarded.spaces[0].outcome[state] === 0; t++) {
          const action = Math.floor(rng.uniform() * guarded.nActions);
          const next = guarded.step(rng, state, action);
          guarded.reward(state, action, next);
          state = next;
        }
      }
      return undefined;
    },
  },
  {
    name: 'labels',
    statement: 'every state and action has a label, a text, and no two of a space the same',
    fault(env) {
      const lists: readonly (readonly [what: string, labels: readonly unknown[]])[] = [
        ...env.spaces.map((space) => [`states of ${space.name}`, stateLabels(space)] as const),
        ['actions', actionLabels(env)],
      ];
      for (const [what, labels] of lists) {
        const bare = labels.findIndex((label) => typeof label !== 'string' || label === '');
        if (bare >= 0) return `${what}: number ${bare} has the label ${inFewWords(labels[bare])}`;
        const twice = repeated(labels as readonly string[]);
        if (twice !== undefined) return `${what}: '${twice}' is the label of two`;
      }
      return undefined;
    },
  },
  {
    name: 'parts',
    statement: 'of every action it is known which parts it has, and of every state the level of its variables',
    skip: ({ actionParts, spaces }) =>
      (actionParts ?? spaces.find(({ variables }) => variables))
        ? undefined
        : 'only for environments with actionParts or variables',
    fault(env) {
      listedParts(env);
      env.spaces.forEach(listedVariables);
      return undefined;
    },
  },
  {
    name: 'outcomes',
    statement:
      'outcomes have different names, the run still going on earns nothing, and states have outcomes that there are',
    fault({ outcomes, spaces }) {
      const twice = repeated(outcomes.map(({ name }) => name));
      if (twice !== undefined) return `'${twice}' is the name of two outcomes`;
      if (outcomes[0].reward !== 0) return `outcome 0, '${outcomes[0].name}', has the reward ${outcomes[0].reward}`;
      const beyond = spaces.find(({ outcome }) => outcome.some((index) => index >= outcomes.length));
      return (
        beyond && `space '${beyond.name}' has a state of outcome ${Math.max(...beyond.outcome)}, of ${outcomes.length}`
      );
    },
  },
  {
    name: 'abstractions',
    statement:
      'each space maps to the next within its range, ends to ends of the same kind, and the map by variables differs at ends only',
    skip: ({ spaces }) => (spaces.length > 1 ? undefined : 'only for environments with several spaces'),
    fault({ spaces, abstractions }) {
      for (const [i, { from, to, map, interior }] of abstractions.entries()) {
        const name = `${spaces[i].name} to ${spaces[i + 1].name}`;
        if (from !== spaces[i] || to !== spaces[i + 1])
          return `number ${i} maps ${from.name} to ${to.name}, not ${name}`;
        for (const s of integers(from.nStates)) {
          if (!(map[s] < to.nStates && interior[s] < to.nStates))
            return `${name}: state ${s} leads to ${map[s]} and ${interior[s]}`;
          if (to.outcome[map[s]] !== from.outcome[s])
            return `${name}: '${from.label(s)}' and '${to.label(map[s])}' end differently`;
          if (interior[s] !== map[s] && from.outcome[s] === 0)
            return `${name}: interior differs from map at '${from.label(s)}', no end`;
        }
        const reached = new Set([...map, ...interior]);
        if (reached.size < to.nStates)
          return `${name}: ${to.nStates - reached.size} states of ${to.name} are those of none`;
      }
      return undefined;
    },
  },
  {
    name: 'hidden part',
    statement: 'a state is what is recorded of it and what is hidden, and neither function is given without the other',
    skip: ({ hidden, restore }) => (hidden || restore ? undefined : 'only for environments with hidden and restore'),
    fault(env) {
      if (!env.hidden || !env.restore) return 'only one of hidden and restore is given';
      const last = env.spaces.findIndex(({ name }) => name === env.recorded);
      const way = env.abstractions.slice(0, last);
      const wrong = integers(env.spaces[0].nStates).find(
        (s) =>
          env.restore!(
            way.reduce((at, { map }) => map[at], s),
            env.hidden!(s),
          ) !== s,
      );
      return wrong === undefined ? undefined : `state ${wrong} is not restored from its parts`;
    },
  },
  {
    name: 'exact model',
    statement:
      'exactModel is a decision process over the finest space, with the ends, rewards and labels of the environment',
    skip: needsModel,
    fault(env) {
      const model = env.exactModel!();
      checkMdp(model, 'exactModel');
      const [finest] = env.spaces;
      const { nStates, outcome, name } = finest;
      if (model.nStates !== nStates || model.nActions !== env.nActions)
        return `it has ${model.nStates} states and ${model.nActions} actions`;
      const end = integers(nStates).find(
        (s) => model.outcome[s] !== outcome[s] || model.terminal[s] !== Number(outcome[s] > 0),
      );
      if (end !== undefined) return `'${finest.label(end)}' ends otherwise than in space '${name}'`;
      const { source } = model;
      if (source.env !== env.name || source.space !== name)
        return `its source is env ${String(source.env)}, space ${String(source.space)}`;
      if (model.stateLabels && !equal(model.stateLabels, stateLabels(finest))) return 'it labels states otherwise';
      if (model.actionLabels && !equal(model.actionLabels, actionLabels(env))) return 'it labels actions otherwise';
      if (model.actionParts && !sameParts(model.actionParts, listedParts(env))) return 'its actions have other parts';
      if (model.variables && !sameVariables(model.variables, listedVariables(finest)))
        return 'its states have other variables';
      return rewardFault(env, model);
    },
  },
  {
    name: 'rows sum to 1',
    statement: 'the probabilities of every row of exactModel, and of the first state, sum to 1',
    skip: needsModel,
    fault(env, { tolerance = 1e-9 }) {
      const { rowStart, probability, initial, terminal } = env.exactModel!();
      const sum = (values: Float64Array): number => values.reduce((total, p) => total + p, 0);
      for (let row = 0; row + 1 < rowStart.length; row++) {
        const values = probability.subarray(rowStart[row], rowStart[row + 1]);
        const state = Math.floor(row / env.nActions);
        if (values.length === 0 && terminal[state] === 1) continue;
        if (values.length > 0 && !(Math.abs(sum(values) - 1) <= tolerance))
          return `row (${state}, ${row % env.nActions}) sums to ${sum(values)}`;
      }
      return Math.abs(sum(initial) - 1) <= tolerance ? undefined : `the first state's sum to ${sum(initial)}`;
    },
  },
  {
    name: 'first states follow the model',
    statement: 'runs start as in exactModel, and never at an end',
    fault(env, { seed = 1 }) {
      const n = 100_000;
      const rng = createRng(seed).fork('initial', env.name);
      const [finest] = env.spaces;
      const { nStates, outcome } = finest;
      const count = new Uint32Array(nStates);
      for (let i = 0; i < n; i++) count[env.initial(rng)]++;
      const ended = count.findIndex((times, s) => times > 0 && outcome[s] !== 0);
      if (ended >= 0) return `a run started at the end '${finest.label(ended)}'`;
      const initial = env.exactModel?.().initial;
      const wrong = initial ? integers(nStates).find((s) => tooFar(count[s], n, initial[s], nStates)) : undefined;
      return wrong === undefined
        ? undefined
        : `'${finest.label(wrong)}' first in ${count[wrong] / n}, expected ${initial![wrong]}`;
    },
    looked: (env) => (env.exactModel ? '100000 draws' : '100000 draws, for ends alone: there is no exactModel'),
  },
  {
    name: 'steps follow the model',
    statement: 'step draws each next state as often as exactModel says',
    skip: needsModel,
    fault(env, options) {
      const rng = createRng(options.seed ?? 1).fork('step', env.name);
      return stepMismatches(rng, env, env.exactModel!(), drawsOf(env, options))[0];
    },
    looked: (env, options) => `${drawsOf(env, options)} draws a row; smaller faults go unseen`,
  },
  {
    name: 'pure',
    statement: 'a step depends on state, action and the draws alone, and nothing that is given is written to',
    fault(env, { seed = 1 }) {
      const before = JSON.stringify([env.parameters, env.outcomes]);
      const [{ nStates, outcome }] = env.spaces;
      const rng = createRng(seed).fork('pure', env.name);
      const cases = integers(500).map(() => ({
        state: Math.floor(rng.uniform() * nStates),
        action: Math.floor(rng.uniform() * env.nActions),
      }));
      const draw = ({ state, action }: (typeof cases)[number], i: number): number =>
        outcome[state] === 0 ? env.step(createRng(seed).fork('case', i), state, action) : state;
      const first = cases.map(draw);
      const again = integers(cases.length)
        .reverse()
        .map((i) => draw(cases[i], i))
        .reverse();
      const wrong = first.findIndex((next, i) => next !== again[i]);
      if (wrong >= 0)
        return `from (${cases[wrong].state}, ${cases[wrong].action}) the same draws led to ${first[wrong]}, then to ${again[wrong]}`;
      return JSON.stringify([env.parameters, env.outcomes]) === before ? undefined : 'parameters or outcomes changed';
    },
    looked: () => '500 cases, twice in another order',
  },
  {
    name: 'built again',
    statement: 'parameters are plain data, from which the same environment is built: a log keeps them',
    skip: (_, { rebuild }) => (rebuild ? undefined : 'only where it is known how to build it'),
    fault(env, { rebuild }) {
      const kept = JSON.parse(JSON.stringify(env.parameters)) as Env['parameters'];
      const again = rebuild!(kept);
      if (JSON.stringify(again.parameters) !== JSON.stringify(env.parameters))
        return `from ${JSON.stringify(kept)} it has the parameters ${JSON.stringify(again.parameters)}`;
      const [one, other] = [env, again].map((each) => each.exactModel?.());
      const same =
        one === undefined ||
        (equal(one.probability, other!.probability) &&
          equal(one.nextState, other!.nextState) &&
          equal(one.reward, other!.reward));
      return same ? undefined : `from ${JSON.stringify(kept)} it has another model`;
    },
  },
];

/** Every law of environments, each of which every one that it applies to must satisfy. */
export const envLaws: readonly Law<Env, EnvLawOptions>[] = lawsOf((env) => `env ${env.name}`, definitions);

function rewardFault(env: Env, { nStates, nActions, rowStart, nextState, reward, terminal }: Mdp): string | undefined {
  for (let row = 0; row < nStates * nActions; row++) {
    const [state, action] = [Math.floor(row / nActions), row % nActions];
    if (terminal[state] === 1) continue;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      const earned = env.reward(state, action, nextState[k]);
      if (!(Math.abs(earned - reward[k]) <= 1e-9 * Math.max(1, Math.abs(earned))))
        return `the reward of (${state}, ${action}) to ${nextState[k]} is ${reward[k]}, and reward says ${earned}`;
    }
  }
  return undefined;
}

function stateLabels(space: StateSpace): string[] {
  return integers(space.nStates).map((s) => space.label(s));
}

function actionLabels(env: Env): string[] {
  return integers(env.nActions).map((a) => env.actionLabel(a));
}

/** Whatever the order of their fields. */
function sameParts(some: readonly ListedPart[], others: readonly ListedPart[] | undefined): boolean {
  const plain = (parts: typeof others): string => JSON.stringify(parts?.map(({ name, on }) => [name, ...on]));
  return plain(some) === plain(others);
}

function sameVariables(some: readonly ListedVariable[], others: readonly ListedVariable[] | undefined): boolean {
  const plain = (variables: typeof others): string =>
    JSON.stringify(variables?.map(({ name, levels, normal, level }) => [name, levels, normal, level]));
  return plain(some) === plain(others);
}

function equal<Value>(one: ArrayLike<Value>, other: ArrayLike<Value>): boolean {
  return one.length === other.length && Array.from(one).every((value, i) => value === other[i]);
}
