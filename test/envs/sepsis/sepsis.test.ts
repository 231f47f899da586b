import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { type Variables, variablesOf } from '../../../envs/sepsis/variables.js';
import { createRng } from '../../../src/core/random/rng.js';
import { tooFar } from '../../../src/laws/env/stepMismatches.js';

describe('sepsis', () => {
  const env = createEnv('sepsis');

  it('records what was observed and hides diabetes', () => {
    expect(env.recorded).toBe('observed');
    expect([env.hidden!(719), env.hidden!(720)]).toEqual([0, 1]);
    expect([env.restore!(5, 0), env.restore!(5, 1)]).toEqual([5, 725]);
  });

  it('pays for the state entered', () => {
    expect([env.reward(0, 0, 376), env.reward(376, 7, 0), env.reward(0, 3, 377)]).toEqual([1, -1, 0]);
  });

  it('goes on from an end by the rules, as the published physician is learned', () => {
    const next = Array.from({ length: 50 }, (_, i) => env.step(createRng(4).fork(i), 376, 0));
    expect(new Set(next).size).toBeGreaterThan(1);
  });

  it('names its version and parameters in the model', () => {
    const { source } = createEnv('sepsis', { version: 'corrected' }).exactModel!();
    expect(source).toEqual({ env: 'sepsis', parameters: { version: 'corrected' }, space: 'full' });
  });

  it('gives the same draws for the same seed', () => {
    const run = (): number[] => {
      const rng = createRng(7).fork('run');
      const states = [env.initial(rng)];
      for (let t = 0; t < 30; t++) states.push(env.step(rng, states[t], t % 8));
      return states;
    };
    expect(run()).toEqual(run());
  });

  it('moves every variable with the probabilities of the exact model', () => {
    // Pooled by diabetes, treatments before, action and the variable's own level: at least 7,200 draws in a group,
    // false alarm at most 1e-6 in all. Finds a probability of the rules that is off by .08 where it is .5, by .06 where
    // it is .1; any rule left out; and mixed up levels, treatments or actions.
    const draws = 400;
    const names = ['hr', 'sysbp', 'o2', 'glucose'] as const;
    const model = env.exactModel!();
    const rng = createRng(6);
    const all: Variables[] = Array.from({ length: 1440 }, (_, s) => variablesOf(s));
    /** For each group and next level: draws, expected, in this group. */
    const groups = new Map<string, { n: number; count: number[]; expected: number[] }>();
    for (let s = 0; s < 1440; s++)
      for (let a = 0; a < 8; a++) {
        const mine = names.map((name) => {
          const key = `${name} ${all[s][name]}, diabetic ${all[s].diabetic}, before ${s % 8}, action ${a}`;
          const group = groups.get(key) ?? { n: 0, count: [0, 0, 0, 0, 0], expected: [0, 0, 0, 0, 0] };
          groups.set(key, group);
          group.n += draws;
          return group;
        });
        for (let i = 0; i < draws; i++) {
          const next = all[env.step(rng, s, a)];
          names.forEach((name, v) => mine[v].count[next[name]]++);
        }
        const row = 8 * s + a;
        for (let k = model.rowStart[row]; k < model.rowStart[row + 1]; k++) {
          const next = all[model.nextState[k]];
          names.forEach((name, v) => (mine[v].expected[next[name]] += draws * model.probability[k]));
        }
      }
    const wrong = [...groups].flatMap(([key, { n, count, expected }]) =>
      count.flatMap((c, level) => {
        const p = Math.min(1, expected[level] / n);
        return tooFar(c, n, p, 5 * groups.size) ? [`${key} to ${level}: ${c / n}, expected ${p}`] : [];
      }),
    );
    expect(groups.size).toBe((3 + 3 + 2 + 5) * 2 * 8 * 8);
    expect(wrong).toEqual([]);
  });
});
