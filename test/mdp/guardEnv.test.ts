import { describe, expect, it } from 'vitest';
import { triage } from '../../envs/tiny/triage.js';
import { createRng } from '../../src/core/random/rng.js';
import { guardEnv } from '../../src/mdp/guardEnv.js';
import type { Env } from '../../src/mdp/env.js';

const env = triage.create({});
const [space] = env.spaces;

const TOLD = { was: 'closed', share: 'closed' };

/** What an author wrote that the types do not allow. */
const untyped = (record: object): Env => ({ ...env, name: 'mine', ...record });

describe('guardEnv', () => {
  it('is the environment, its model made once', () => {
    let made = 0;
    const guarded = guardEnv(untyped({ exactModel: () => ((made += 1), env.exactModel!()) }));
    expect(guarded).toMatchObject({ name: 'mine', nActions: env.nActions, recorded: env.recorded });
    const [rng, other] = [createRng(1), createRng(1)];
    expect([guarded.initial(rng), guarded.step(rng, 0, 1)]).toEqual([env.initial(other), env.step(other, 0, 1)]);
    expect([guarded.actionLabel(1), guarded.reward(0, 1, 1)]).toEqual([env.actionLabel(1), env.reward(0, 1, 1)]);
    expect([guarded.exactModel!(), made]).toEqual([guarded.exactModel!(), 1]);
    expect('actionWords' in guarded).toBe(false);
    expect(guardEnv(untyped({ actionWords: (a: number) => `treat ${a}` })).actionWords!(1)).toBe('treat 1');
    const told = guardEnv(untyped({ subject: { one: 'bed', many: 'beds' }, outcomeWords: () => TOLD }));
    expect([told.subject, told.outcomeWords!(1)]).toEqual([{ one: 'bed', many: 'beds' }, TOLD]);
    const untold: Env = { ...env };
    delete untold.exactModel;
    expect('exactModel' in guardEnv(untold)).toBe(false);
  });

  it.each<[object, string]>([
    [{ name: '' }, "env: name must be a text that is not empty, got ''"],
    [{ step: 1 }, 'env mine: step must be a function, got 1'],
    [{ actionWords: 1 }, 'env mine: actionWords must be a function, got 1'],
    [{ outcomeWords: 'died' }, "env mine: outcomeWords must be a function, got 'died'"],
    [{ subject: { one: 'bed' } }, 'env mine: subject must be a record of texts, one and many, got Object'],
    [{ subject: { one: '', many: 'beds' } }, 'env mine: subject must be a record of texts, one and many, got Object'],
    [{ hidden: 1 }, 'env mine: hidden must be a function, got 1'],
    [{ parameters: 'none' }, "env mine: parameters must be a record, got 'none'"],
    [{ nActions: 0 }, 'env mine: nActions must be a whole number from 1, got 0'],
    [{ nActions: 1.5 }, 'env mine: nActions must be a whole number from 1, got 1.5'],
    [{ outcomes: [] }, 'env mine: outcomes must be a list, the run still going on first, got Array of length 0'],
    [{ spaces: [] }, 'env mine: spaces must be a list, the finest first, got Array of length 0'],
    [{ spaces: space }, 'env mine: spaces must be a list, the finest first, got Object'],
    [{ spaces: [{ ...space, label: 'x' }] }, 'env mine: spaces must be records with name, nStates, outcome and label'],
    [
      { spaces: [{ ...space, nStates: 0 }] },
      `env mine: nStates of space '${space.name}' must be a whole number from 1`,
    ],
    [
      { spaces: [{ ...space, outcome: new Uint8Array(1) }] },
      `env mine: outcome of space '${space.name}' must be a Uint8Array of length ${space.nStates}, got Uint8Array of length 1`,
    ],
    [{ actionParts: {} }, 'env mine: actionParts must be a list, got Object'],
    [{ actionParts: [{ name: 'a', on: true }] }, 'env mine: actionParts must be records with name and on, got Object'],
    [{ actionParts: [null] }, 'env mine: actionParts must be records with name and on, got null'],
    [
      { actionParts: [1, 2].map(() => ({ name: 'a', on: () => true })) },
      "env mine: actionParts must have different names, got 'a' twice",
    ],
    [{ actionParts: [{ name: '', on: () => true }] }, 'env mine: actionParts must have names, got an empty one'],
    ...(
      [
        [{}, 'must be a list, got Object'],
        [[{ name: 'v' }], 'must be records with name and levelOf, got Object'],
        [[{ name: 'v', levelOf: () => 0 }], ": levels of 'v' must be a list of texts, got undefined"],
        [[{ name: 'v', levels: [1], levelOf: () => 0 }], ": levels of 'v' must be a list of texts, got Array"],
        [[{ name: 'v', levels: [], levelOf: () => 0 }], ": levels of 'v' must be at least one, got none"],
        [[{ name: 'v', levels: ['l'], normal: '0', levelOf: () => 0 }], ": normal of 'v' must be from 0 to 0, got 0"],
      ] as const
    ).map(
      ([variables, message]) =>
        [
          { spaces: [{ ...space, variables }] },
          `env mine: variables of space '${space.name}'${message.startsWith(':') ? '' : ' '}${message}`,
        ] as [object, string],
    ),
    [{ abstractions: [1] }, 'env mine: abstractions must be a list of 0, from each space to the next, got Array of'],
    [{ recorded: 'seen' }, `env mine: recorded must be one of ${space.name}, got 'seen'`],
  ])('refuses %j', (record, message) => {
    expect(() => guardEnv(untyped(record))).toThrow(message);
  });

  it.each<[string, object, (guarded: Env) => unknown, string]>([
    [
      'a first state',
      { initial: () => -1 },
      (e) => e.initial(createRng(1)),
      'initial must return an integer from 0 to',
    ],
    [
      'a next state',
      { step: () => space.nStates },
      (e) => e.step(createRng(1), 0, 0),
      `step must return an integer from 0 to ${space.nStates - 1}, got ${space.nStates}`,
    ],
    [
      'a reward',
      { reward: () => NaN },
      (e) => e.reward(0, 1, 2),
      'reward must be a finite number, got NaN for (0, 1, 2)',
    ],
    [
      'the words of an outcome',
      { outcomeWords: () => 'died' },
      (e) => e.outcomeWords!(1),
      "outcomeWords must return a record of texts, was and share, got 'died' for outcome 1",
    ],
    ['a model', { exactModel: () => 3 }, (e) => e.exactModel!(), 'exactModel must return a model, got 3'],
    [
      'the sizes of a model',
      { exactModel: () => ({ ...env.exactModel!(), nStates: 1 }) },
      (e) => e.exactModel!(),
      `exactModel must have the ${space.nStates} states of space '${space.name}' and ${env.nActions} actions, got 1 and`,
    ],
    [
      'what throws',
      { actionLabel: () => BigInt('x') },
      (e) => e.actionLabel(0),
      'actionLabel must not throw, got SyntaxError',
    ],
  ])('refuses %s in use', (_, record, use, message) => {
    const guarded = guardEnv(untyped(record));
    expect(() => use(guarded)).toThrow(`env mine: ${message}`);
  });
});
