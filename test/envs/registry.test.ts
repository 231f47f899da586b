import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEnv, defineEnv, envs } from '../../envs/registry.js';
import { numberParameter } from '../../src/core/numberParameter.js';
import { tabularEnv } from '../../envs/tabularEnv.js';
import { ArgumentError } from '../../src/core/errors.js';

const coin = defineEnv({
  name: 'coin',
  summary: 'One toss.',
  parameters: z.object({ heads: numberParameter(0, 1).default(0.5).describe('Probability of heads') }),
  create: (parameters) =>
    tabularEnv({
      name: 'coin',
      parameters,
      stateLabels: ['start', 'heads', 'tails'],
      actionLabels: ['toss'],
      outcomes: [
        { name: 'tossing', reward: 0 },
        { name: 'heads', reward: 1 },
        { name: 'tails', reward: 0 },
      ],
      ends: [
        [1, 1],
        [2, 2],
      ],
      initial: [[0, 1]],
      next: () => [
        [1, parameters.heads],
        [2, 1 - parameters.heads],
      ],
    }),
});

describe('createEnv', () => {
  it('builds what is registered', () => {
    expect(envs.map(({ name }) => name)).toEqual([
      'sepsis',
      'gridworld',
      'two-armed',
      'triage',
      'chain',
      'model-win',
      'model-fail',
    ]);
    expect(createEnv('sepsis').parameters).toEqual({ version: 'original' });
    expect(createEnv('gridworld').parameters).toEqual({ width: 4, height: 3, noise: 0.2 });
  });

  it('reads numbers from strings, as on a command line', () => {
    expect(createEnv('sepsis', { diabetes: '0.25' }).parameters).toEqual({ version: 'original', diabetes: 0.25 });
    expect(createEnv('gridworld', { width: '5' }).parameters).toMatchObject({ width: 5 });
  });

  it('names the environments there are', () => {
    expect(() => createEnv('sespis')).toThrow(
      new ArgumentError(
        "createEnv: name must be one of sepsis, gridworld, two-armed, triage, chain, model-win, model-fail, got 'sespis' - did you mean 'sepsis'?",
      ),
    );
    expect(() => createEnv('mine', {}, [coin])).toThrow("model-win, model-fail, coin, got 'mine'");
  });

  it('names the parameters there are', () => {
    expect(() => createEnv('gridworld', { depth: 3 })).toThrow(
      new ArgumentError("env gridworld: parameters are width, height, noise, got 'depth'"),
    );
    expect(() => createEnv('triage', { depth: 3 })).toThrow(ArgumentError);
  });

  it.each([
    ['sepsis', { version: 'published' }, /^env sepsis: version: .*original.*corrected.*published/],
    ['sepsis', { diabetes: 1.5 }, /^env sepsis: diabetes: .*1, got 1.5$/],
    ['sepsis', { diabetes: '' }, /^env sepsis: diabetes: .*number/],
    ['sepsis', { diabetes: null }, /^env sepsis: diabetes: .*number/],
    ['sepsis', { diabetes: NaN }, /^env sepsis: diabetes: .*got NaN$/],
    ['gridworld', { width: 1 }, /^env gridworld: width: .*2, got 1$/],
    ['gridworld', { height: 2.5 }, /^env gridworld: height: .*got 2.5$/],
    ['gridworld', { noise: 'much' }, /^env gridworld: noise: .*got 'much'$/],
  ])('refuses %s %o', (name, overrides, message) => {
    expect(() => createEnv(name, overrides)).toThrow(ArgumentError);
    expect(() => createEnv(name, overrides)).toThrow(message);
  });

  it('takes further definitions without keeping them', () => {
    const env = createEnv('coin', { heads: '0.25' }, [coin]);
    expect(env.parameters).toEqual({ heads: 0.25 });
    expect(env.exactModel!().probability).toBeAllClose([0.25, 0.75, 1, 1]);
    expect(() => createEnv('coin')).toThrow(ArgumentError);
  });

  it('refuses two definitions of one name, whichever is asked for', () => {
    const message = "createEnv: names of environments must be unique, got 'sepsis' twice - rename yours";
    expect(() => createEnv('chain', {}, [{ ...coin, name: 'sepsis' }])).toThrow(new ArgumentError(message));
  });
});
