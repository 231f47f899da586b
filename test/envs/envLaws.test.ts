import { describe, expect, it } from 'vitest';
import { createEnv, envs } from '../../envs/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { definedParameters, listedParameters } from '../../src/core/schema/definedParameters.js';
import { type Env, abstractionBetween, spaceOf } from '../../src/mdp/env.js';
import { type Mdp, checkMdp, rowIndex } from '../../src/mdp/mdp.js';
import { stepMismatches, tooFar } from './stepAgreement.js';

/** Every registered environment as it comes, and some with other parameters. */
const members: [string, Env][] = [
  ...envs.map(({ name }): [string, Env] => [name, createEnv(name)]),
  ['sepsis, corrected', createEnv('sepsis', { version: 'corrected', diabetes: 0.4 })],
  ['gridworld, 2 × 5 and all noise', createEnv('gridworld', { width: 2, height: 5, noise: 1 })],
];

const exactModel = (env: Env): Mdp => env.exactModel!();
const states = (n: number): number[] => Array.from({ length: n }, (_, s) => s);

describe.each([...envs])('definition of $name', (definition) => {
  it('describes every parameter and needs none', () => {
    for (const { description } of listedParameters(definition)) expect(description).toMatch(/\w/);
    expect(() => definedParameters(definition.name, definition)).not.toThrow();
    expect(definition.summary).toMatch(/^[A-Z].*\.$/);
  });
});

describe.each(members)('env %s', (_, env) => {
  const [finest] = env.spaces;

  it('is built again from its parameters, which cannot change', () => {
    expect(Object.isFrozen(env.parameters)).toBe(true);
    const again = createEnv(env.name, env.parameters);
    expect(again.parameters).toEqual(env.parameters);
    expect(exactModel(again)).toEqual(exactModel(env));
  });

  it('numbers outcomes from the run still going on, which earns nothing', () => {
    expect(env.outcomes[0].reward).toBe(0);
    expect(new Set(env.outcomes.map((outcome) => outcome.name)).size).toBe(env.outcomes.length);
    for (const space of env.spaces) expect(Math.max(...space.outcome)).toBeLessThan(env.outcomes.length);
  });

  it('labels every state and action uniquely, and refuses others', () => {
    for (const space of env.spaces) {
      const { nStates } = space;
      expect(new Set(states(nStates).map((s) => space.label(s))).size).toBe(nStates);
      for (const s of [-1, nStates, 0.5, NaN]) expect(() => space.label(s)).toThrow(`got ${s}`);
    }
    expect(new Set(states(env.nActions).map((a) => env.actionLabel(a))).size).toBe(env.nActions);
    for (const a of [-1, env.nActions, 0.5]) expect(() => env.actionLabel(a)).toThrow(`got ${a}`);
  });

  it('maps ends to ends, and differs from the map by variables at ends only', () => {
    expect(env.abstractions).toHaveLength(env.spaces.length - 1);
    for (const [i, { from, to, map, interior }] of env.abstractions.entries()) {
      expect([from, to]).toEqual([env.spaces[i], env.spaces[i + 1]]);
      expect(map.map((s) => to.outcome[s])).toEqual(Uint32Array.from(from.outcome));
      for (const s of states(from.nStates)) if (interior[s] !== map[s]) expect(from.outcome[s]).not.toBe(0);
      expect(new Set([...map, ...interior])).toEqual(new Set(states(to.nStates)));
    }
  });

  it('has abstractions that compose', () => {
    for (const from of env.spaces)
      for (const to of env.spaces.slice(env.spaces.indexOf(from))) {
        const { map, interior } = abstractionBetween(env, from.name, to.name);
        const way = env.abstractions.slice(env.spaces.indexOf(from), env.spaces.indexOf(to));
        expect([...map]).toEqual(states(from.nStates).map((s) => way.reduce((at, step) => step.map[at], s)));
        expect([...interior]).toEqual(states(from.nStates).map((s) => way.reduce((at, step) => step.interior[at], s)));
      }
  });

  it('restores a state from its recorded and its hidden part, or says that it cannot', () => {
    expect(env.restore === undefined).toBe(env.hidden === undefined);
    const recorded = abstractionBetween(env, finest.name, spaceOf(env, env.recorded).name).map;
    if (env.hidden === undefined) expect(new Set(recorded).size).toBeLessThan(finest.nStates);
    else for (const s of states(finest.nStates)) expect(env.restore!(recorded[s], env.hidden(s))).toBe(s);
  });

  it('has an exact model that is a decision process over its finest space', () => {
    const model = exactModel(env);
    checkMdp(model, env.name);
    expect(model).toMatchObject({ nStates: finest.nStates, nActions: env.nActions, outcomes: env.outcomes });
    expect(model.source).toEqual({ env: env.name, parameters: env.parameters, space: finest.name });
    expect(model.outcome).toEqual(finest.outcome);
    expect([...model.terminal]).toEqual([...finest.outcome].map((outcome) => Number(outcome > 0)));
    expect(model.stateLabels).toEqual(states(finest.nStates).map((s) => finest.label(s)));
    expect(model.actionLabels).toEqual(states(env.nActions).map((a) => env.actionLabel(a)));
    expect(model.probability.every((p) => p > 0)).toBe(true);
  });

  it('has rows that sum to 1, ends included, and the rewards of `reward`', () => {
    const model = exactModel(env);
    for (const s of states(model.nStates))
      for (const a of states(model.nActions)) {
        const row = rowIndex(model, s, a);
        const [first, end] = [model.rowStart[row], model.rowStart[row + 1]];
        const sum = model.probability.subarray(first, end).reduce((x, p) => x + p, 0);
        if (!(Math.abs(sum - 1) <= 1e-12)) expect.fail(`row (${s}, ${a}) sums to ${sum}`);
        for (let k = first; k < end; k++) {
          const reward = env.reward(s, a, model.nextState[k]);
          if (model.reward[k] !== reward) expect.fail(`reward of (${s}, ${a}) to ${model.nextState[k]}`);
          // Where runs end, the ends are what is earned.
          if (env.outcomes.length > 1 && model.terminal[model.nextState[k]] === 0) expect(reward).toBe(0);
        }
      }
  });

  it('starts as in the exact model and never at an end', () => {
    const { initial, terminal } = exactModel(env);
    expect(initial.reduce((x, p) => x + p, 0)).toBeAllClose(1);
    expect(initial.some((p, s) => p > 0 && terminal[s] === 1)).toBe(false);
    // Finds a state of probability .1 that is off by .008, one of .001 that is off by .001.
    const n = 300_000;
    const count = new Uint32Array(initial.length);
    const rng = createRng(2).fork(env.name);
    for (let i = 0; i < n; i++) count[env.initial(rng)]++;
    const wrong = states(initial.length).filter((s) => tooFar(count[s], n, initial[s], initial.length));
    expect(wrong.map((s) => `${finest.label(s)}: ${count[s] / n}, expected ${initial[s]}`)).toEqual([]);
  });

  it('steps as in the exact model', () => {
    // At 250 draws a row: finds a probability of .5 that is off by .5, and any next state that should be impossible;
    // pooled over the 1,440 states of sepsis, a next state of mean probability .001 that is off by .0008. Small
    // environments get 20,000 draws a row: .5 off by .05.
    const model = exactModel(env);
    const draws = model.nStates > 100 ? 250 : 20_000;
    expect(stepMismatches(createRng(3).fork(env.name), env, model, draws)).toEqual([]);
  });
});
