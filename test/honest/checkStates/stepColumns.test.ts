import { describe, expect, it } from 'vitest';
import { CHANCE_BINS, stepColumns } from '../../../src/honest/checkStates/stepColumns.js';
import { logOfSteps } from './logOfSteps.js';

describe('stepColumns', () => {
  const log = logOfSteps([
    {
      steps: [
        { s: 0, a: 1, next: 1, p: 0.5 },
        { s: 1, a: 0, next: 3, p: 0.25 },
      ],
      ended: true,
    },
    { steps: [{ s: 1, a: 1, next: 0, p: 0.5 + 4e-10 }], ended: false },
    { steps: [{ s: 0, a: 0, next: 2, p: 0.5 + 2e-9 }], ended: true },
  ]);

  it('numbers pairs, and what came before: nothing at a start', () => {
    const { pair, before } = stepColumns(log);
    expect([...pair]).toEqual([1, 2, 3, 0]);
    expect([...before]).toEqual([0, 2, 0, 0]);
  });

  it('takes probabilities within 1e-9 for the same', () => {
    expect([...stepColumns(log).chance!]).toEqual([1, 0, 1, 2]);
  });

  it('tells more than four probabilities of a pair apart by quarters, equal ones together', () => {
    const steps = (s: number, ...chances: number[]): Parameters<typeof logOfSteps>[0] =>
      chances.map((p) => ({ steps: [{ s, a: 0, next: 1, p }], ended: true }));
    const { chance } = stepColumns(logOfSteps([...steps(0, 0.8, 0.1, 0.3, 0.2, 0.6, 0.4, 0.7, 0.5), ...steps(2, 0.9, 0.1)])); // prettier-ignore
    expect([...chance!.subarray(0, 8)]).toEqual([3, 0, 1, 0, 2, 1, 3, 2]);
    // Of few values each is its own class.
    expect(chance![8]).not.toBe(chance![9]);
    // Seven of twelve are the same: ranks 2.5 to 8.5 of 12, in the middle.
    const tied = stepColumns(logOfSteps(steps(0, 0.1, 0.2, ...Array<number>(7).fill(0.3), 0.4, 0.5, 0.6))).chance!;
    expect([...tied]).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3]);
    expect(CHANCE_BINS).toBe(4);
  });

  it('has no classes of probabilities where none are logged', () => {
    expect(stepColumns(logOfSteps([{ steps: [{ s: 0, a: 0, next: 1 }], ended: true }])).chance).toBeUndefined();
  });

  it('marks the last step of runs that ended, not of those that the log breaks off', () => {
    expect([...stepColumns(log).end]).toEqual([0, 1, 0, 1]);
  });

  it('tells ends apart by their names, and all others from those', () => {
    const named = {
      ...log,
      source: {
        ends: [
          { name: 'death', state: 2 },
          { name: 'gone', state: 4 },
        ],
      },
    };
    expect([...stepColumns(named).end]).toEqual([0, 3, 0, 1]);
  });

  it('takes kinds of ends that are given', () => {
    expect([...stepColumns(log, [2, 0, 1]).end]).toEqual([0, 2, 0, 1]);
  });
});
