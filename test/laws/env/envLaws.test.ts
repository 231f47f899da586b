import { expect, test } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { type EnvLawOptions, checkEnv } from '../../../src/laws/index.js';
import type { Env } from '../../../src/mdp/env.js';

const env = createEnv('model-fail');
const model = env.exactModel!();
const failing = (broken: Partial<Env>, options: EnvLawOptions = {}): string[] =>
  checkEnv({ ...env, ...broken }, { draws: 1000, ...options })
    .laws.filter(({ verdict }) => verdict === 'fails')
    .map(({ law }) => law);

test('holds, and says what it skipped', () => {
  const drawn = Object.fromEntries(Object.entries(env).filter(([field]) => field !== 'exactModel')) as unknown as Env;
  const { lawful, laws } = checkEnv(drawn, { draws: 1000 });
  expect(lawful).toBe(true);
  expect(laws.filter(({ verdict }) => verdict === 'skipped').map(({ law }) => law)).toEqual([
    'parts',
    'hidden part',
    'exact model',
    'rows sum to 1',
    'steps follow the model',
    'built again',
  ]);
});

test.each<[string, Partial<Env>, EnvLawOptions?]>([
  ['well-formed', { nActions: 0 }],
  ['well-formed', { initial: () => 99 }],
  ['well-formed', { step: () => 0.5 }],
  ['labels', { actionLabel: () => 'the same' }],
  ['parts', { actionParts: [{ name: 'drug', on: () => 1 as unknown as boolean }] }],
  ['exact model', { exactModel: () => ({ ...model, actionParts: [{ name: 'drug', on: [0, 1] }] }) }],
  [
    'exact model',
    {
      exactModel: () => ({
        ...model,
        variables: [{ name: 'v', levels: ['l'], level: Array.from(model.terminal, () => 0) }],
      }),
    },
  ],
  ['outcomes', { outcomes: env.outcomes.map((outcome) => ({ ...outcome, reward: 1 })) }],
  [
    'abstractions',
    { abstractions: env.abstractions.map((each) => ({ ...each, map: each.map.map(() => each.to.nStates) })) },
  ],
  ['hidden part', { hidden: () => 0 }],
  ['exact model', { reward: () => 0.5 }],
  ['exact model', { exactModel: () => ({ ...model, source: {} }) }],
  ['exact model', { exactModel: () => ({ ...model, stateLabels: model.stateLabels!.toReversed() }) }],
  ['rows sum to 1', { exactModel: () => ({ ...model, probability: model.probability.map((p) => p * (1 + 1e-6)) }) }],
  ['first states follow the model', { initial: () => model.terminal.indexOf(1) }],
  ['steps follow the model', { step: (rng, s, a) => env.step(rng, s, 1 - a) }],
  ['built again', {}, { rebuild: () => createEnv('triage') }],
])('finds what breaks: %s', (law, broken, options) => {
  expect(failing(broken, options)).toContain(law);
});

test('finds a step that remembers', () => {
  let last = 0;
  const remembering = {
    step: (...[rng, s, a]: Parameters<Env['step']>) => (last = (last + 1) % 2 === 0 ? env.step(rng, s, a) : s),
  };
  expect(failing(remembering)).toContain('pure');
});
