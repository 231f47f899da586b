import { describe, expect, it } from 'vitest';
import { createEnv, envs } from '../../envs/registry.js';
import { definedParameters, listedParameters } from '../../src/core/schema/definedParameters.js';
import { envLaws } from '../../src/laws/index.js';
import { type Env, abstractionBetween } from '../../src/mdp/env.js';
import type { Mdp } from '../../src/mdp/mdp.js';

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
  const rebuild = (parameters: Env['parameters']): Env => createEnv(env.name, parameters);

  it.each(envLaws.filter((law) => law.appliesTo(env, { rebuild })).map((law) => [law.name, law] as const))(
    'law: %s',
    (_name, law) => {
      // At 250 draws a row: finds a probability of .5 that is off by .5, and any next state that should be impossible;
      // pooled over the 1,440 states of sepsis, a next state of mean probability .001 that is off by .0008. Small
      // environments get 10,000 draws a row: .5 off by .06.
      law.assert(env, { rebuild, seed: 3, tolerance: 1e-12 });
    },
  );

  it('has parameters that cannot change', () => {
    expect(Object.isFrozen(env.parameters)).toBe(true);
  });

  it('refuses to label what there is not', () => {
    for (const space of env.spaces)
      for (const s of [-1, space.nStates, 0.5, NaN]) expect(() => space.label(s)).toThrow(`got ${s}`);
    for (const a of [-1, env.nActions, 0.5]) expect(() => env.actionLabel(a)).toThrow(`got ${a}`);
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

  it('hides what it cannot restore', () => {
    const recorded = abstractionBetween(env, env.spaces[0].name, env.recorded).map;
    if (env.hidden === undefined) expect(new Set(recorded).size).toBeLessThan(env.spaces[0].nStates);
    else expect(env.restore).toBeDefined();
  });

  it('labels its exact model, whose rows hold what is possible, ends included', () => {
    const model = exactModel(env);
    const [finest] = env.spaces;
    expect(model.stateLabels).toEqual(states(finest.nStates).map((s) => finest.label(s)));
    expect(model.actionLabels).toEqual(states(env.nActions).map((a) => env.actionLabel(a)));
    expect(model.outcomes).toEqual(env.outcomes);
    expect(model.source.parameters).toEqual(env.parameters);
    expect(model.probability.every((p) => p > 0)).toBe(true);
    expect(model.rowStart.every((start, row) => row === 0 || start > model.rowStart[row - 1])).toBe(true);
  });

  it('earns nothing on the way where its ends are what is earned', () => {
    const { nextState, reward, terminal } = exactModel(env);
    if (env.outcomes.length > 1) expect(reward.every((r, k) => terminal[nextState[k]] === 1 || r === 0)).toBe(true);
  });
});
