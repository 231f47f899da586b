import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../../envs/registry.js';
import { toggled } from '../../../../src/page/playground/doctor/toggled.js';
import { type Visit, admit, isOver, returnOf, treat } from '../../../../src/page/playground/doctor/visit.js';
import { played } from './played.js';

const env = createEnv('sepsis');
const [full] = env.spaces;
const exact = env.exactModel!();
const course = fc.record({
  seed: fc.integer({ min: 1, max: 50 }),
  patient: fc.integer({ min: 1, max: 50 }),
  actions: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 25 }),
});

describe('a visit', () => {
  it('begins with a patient who is in care and untreated', () => {
    const { states, actions, outcome } = admit('Ada', 1, 1);
    expect([states.length, actions, outcome]).toEqual([1, [], 0]);
    expect(full.outcome[states[0]]).toBe(0);
    expect(states[0] % 8).toBe(0);
  });

  it('is of many different patients', () => {
    const first = (seed: number, patient: number): number => admit('Ada', seed, patient).states[0];
    const starts = Array.from({ length: 40 }, (_, k) => first(1, k + 1));
    expect(new Set(starts).size).toBeGreaterThan(10);
    expect(starts).not.toEqual(Array.from({ length: 40 }, (_, k) => first(2, k + 1)));
  });

  test.prop([course])('is the same for whoever does the same, step by step', ({ seed, patient, actions }) => {
    const one = played('Ada', seed, patient, actions);
    const other = played('Bob', seed, patient, actions);
    expect(other.states).toEqual(one.states);
    const half = played('Ada', seed, patient, actions.slice(0, Math.ceil(actions.length / 2)));
    expect(one.states.slice(0, half.states.length)).toEqual(half.states);
  });

  it('has chance of its own at each step', () => {
    const goesOnOtherwise = Array.from({ length: 40 }, (_, k) => {
      const { states } = played('Ada', 1, k + 1, new Array<number>(20).fill(0));
      return states
        .slice(0, -1)
        .some((s, t) => states.some((other, u) => other === s && u < t && states[u + 1] !== states[t + 1]));
    });
    // By one chance for all steps a state that comes again would go on as it did.
    expect(goesOnOtherwise).toContain(true);
  });

  test.prop([course])('moves only as the simulator can, and stops at ends', ({ seed, patient, actions }) => {
    const visit = played('Ada', seed, patient, actions);
    visit.actions.forEach((action, t) => {
      const row = visit.states[t] * 8 + action;
      const next = exact.nextState.subarray(exact.rowStart[row], exact.rowStart[row + 1]);
      expect(next).toContain(visit.states[t + 1]);
      expect(full.outcome[visit.states[t]]).toBe(0);
    });
    expect(visit.outcome).toBe(full.outcome[visit.states.at(-1)!]);
    expect(visit.actions.length).toBeLessThanOrEqual(20);
    if (isOver(visit)) expect(treat(visit, 0)).toBe(visit);
  });

  it('pays 1 for a discharge, -1 for a death, and 0 where it is cut off', () => {
    const visit = admit('Ada', 1, 1);
    const paid = [0, 1, 2].map((outcome): number => returnOf({ ...visit, outcome } satisfies Visit));
    expect(paid).toEqual([0, -1, 1]);
  });
});

test.prop([fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 2 })])(
  'a toggle changes one treatment and is its own inverse',
  (action, part) => {
    const other = toggled(env, action, part);
    const on = (a: number): boolean[] => env.actionParts!.map((one) => one.on(a));
    expect(on(other)).toEqual(on(action).map((was, k) => was !== (k === part)));
    expect(toggled(env, other, part)).toBe(action);
  },
);
