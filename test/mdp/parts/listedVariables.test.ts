import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { tabularEnv } from '../../../envs/tabularEnv.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { spaceOf } from '../../../src/mdp/env.js';
import { listedVariables } from '../../../src/mdp/parts/listedVariables.js';

const sepsis = createEnv('sepsis');

describe('listedVariables', () => {
  it.each([
    ['full', ['diabetes', 'heart rate', 'blood pressure', 'oxygen', 'glucose']],
    ['observed', ['heart rate', 'blood pressure', 'oxygen', 'glucose']],
    ['projected', ['heart rate', 'blood pressure', 'oxygen']],
  ])('lists what space %s tells of a patient, as its words do', (name, expected) => {
    const space = spaceOf(sepsis, name);
    const variables = listedVariables(space)!;
    expect(variables.map((variable) => variable.name)).toEqual(expected);
    for (let state = 0; state < space.nStates; state++) {
      const words = space.words!(state);
      for (const { name: variable, levels, level } of variables) {
        if (words === 'death' || words === 'discharge') expect(level[state]).toBeNull();
        else if (variable === 'diabetes') expect(words.startsWith('not diabetic')).toBe(level[state] === 0);
        else expect(words).toContain(`${variable} ${levels[level[state]!]},`);
      }
    }
  });

  it('says which level is normal, but not of what has none', () => {
    const normal = listedVariables(sepsis.spaces[0])!.map(({ levels, normal }) =>
      normal === undefined ? undefined : levels[normal],
    );
    expect(normal).toEqual([undefined, 'normal', 'normal', 'normal', 'normal']);
  });

  it('leaves out of observations what they hide', () => {
    const env = tabularEnv({
      name: 'ward',
      parameters: {},
      stateLabels: ['a1', 'a2', 'b', 'end'],
      observations: ['a', 'a', 'b', 'end'],
      actionLabels: ['wait'],
      actionParts: [{ name: 'drug', on: () => false }],
      variables: [
        { name: 'letter', levels: ['a', 'b'], levelOf: (s) => [0, 0, 1][s] },
        { name: 'digit', levels: ['1', '2'], levelOf: (s) => [0, 1][s] },
      ],
      outcomes: [
        { name: 'on', reward: 0 },
        { name: 'over', reward: 1 },
      ],
      ends: [[3, 1]],
      initial: [[0, 1]],
      next: () => [[3, 1]],
    });
    expect(listedVariables(env.spaces[0])!.map(({ level }) => level)).toEqual([
      [0, 0, 1, null],
      [0, 1, null, null],
    ]);
    expect(listedVariables(env.spaces[1])).toEqual([{ name: 'letter', levels: ['a', 'b'], level: [0, 1, null] }]);
    expect(env.exactModel!().actionParts).toEqual([{ name: 'drug', on: [0] }]);
    expect(env.exactModel!().variables).toEqual(listedVariables(env.spaces[0]));
  });

  it.each<[unknown]>([[2], [-1], [0.5], ['0'], [null]])('refuses the level %s', (level) => {
    const variables = [{ name: 'v', levels: ['l', 'm'], levelOf: () => level as number }];
    expect(() => listedVariables({ name: 'seen', nStates: 3, variables })).toThrow(
      new ArgumentError(
        `space 'seen': levelOf of variable 'v' must return undefined or an integer from 0 to 1, got ${typeof level === 'string' ? `'${level}'` : String(level)} for state 0`,
      ),
    );
  });
});
