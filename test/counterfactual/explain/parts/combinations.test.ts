import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../../envs/registry.js';
import { ArgumentError } from '../../../../src/core/errors.js';
import { combinations } from '../../../../src/counterfactual/explain/parts/combinations.js';
import { listedParts } from '../../../../src/mdp/parts/listedParts.js';

describe('combinations', () => {
  it('takes the parts of a set from the first action, and the others from the second', () => {
    const env = createEnv('sepsis');
    const combined = combinations('here', listedParts(env)!);
    const number = (label: string): number => [...Array(8).keys()].find((a) => env.actionLabel(a) === label)!;
    // Antibiotics are bit 0, ventilation bit 1, vasopressors bit 2.
    const cases = [
      [0b000, 'AE', 'V', 'V'],
      [0b111, 'AE', 'V', 'AE'],
      [0b001, 'AE', 'V', 'AV'],
      [0b010, 'AE', 'V', 'EV'],
      [0b100, 'AE', 'V', '-'],
      [0b110, 'AE', 'V', 'E'],
      [0b011, '-', 'AEV', 'V'],
    ] as const;
    for (const [set, first, second, both] of cases)
      expect(env.actionLabel(combined(set, number(first), number(second)))).toBe(both);
  });

  it.each<[string, { name: string; on: number[] }[], string]>([
    ['no parts', [], 'there must be parts of actions, got none'],
    [
      'actions alike',
      [{ name: 'a', on: [0, 1, 1] }],
      'parts must tell all actions apart, got V and AV alike - name the part in which they differ',
    ],
    [
      'a combination that is missing',
      [
        { name: 'a', on: [0, 0, 1] },
        { name: 'v', on: [0, 1, 1] },
      ],
      'there must be an action for every combination of the parts a, v, got none with a and without v - take parts that are given independently',
    ],
    [
      'more than can be evaluated',
      Array.from({ length: 9 }, (_, p) => ({ name: `p${p}`, on: [0, 1, 1] })),
      'parts must be at most 8, as each more doubles the plans, got 9 - leave some out',
    ],
  ])('refuses %s', (_, parts, message) => {
    expect(() => combinations('here', parts, ['-', 'V', 'AV'])).toThrow(new ArgumentError(`here: ${message}`));
  });
});
