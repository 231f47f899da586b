import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { listedParts } from '../../../src/mdp/parts/listedParts.js';

describe('listedParts', () => {
  it('lists the treatments of the sepsis simulator by action, as the labels have them', () => {
    const env = createEnv('sepsis');
    const parts = listedParts(env)!;
    expect(parts.map(({ name }) => name)).toEqual(['antibiotics', 'ventilation', 'vasopressors']);
    const letters = ['A', 'E', 'V'];
    for (let action = 0; action < env.nActions; action++)
      expect(parts.map(({ on }, p) => (on[action] === 1 ? letters[p] : '')).join('')).toBe(
        env.actionLabel(action).replace('-', ''),
      );
  });

  it('is nothing where an environment tells of none', () => {
    expect(listedParts(createEnv('triage'))).toBeUndefined();
  });

  it.each<[string, () => unknown, string]>([
    ['something else', () => 1, "env ward: on of part 'drug' must return true or false, got 1 for action 0"],
    [
      'a fault',
      () => {
        throw new Error('oh');
      },
      "env ward: on of part 'drug' must not throw, got Error: oh",
    ],
  ])('refuses a part that answers with %s', (_, on, message) => {
    const env = { name: 'ward', nActions: 2, actionParts: [{ name: 'drug', on: on as () => boolean }] };
    expect(() => listedParts(env)).toThrow(new ArgumentError(message));
  });
});
