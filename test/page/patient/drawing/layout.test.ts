import { describe, expect, it } from 'vitest';
import { shown } from '../../../../src/page/patient/course/shown.js';
import { layoutOf } from '../../../../src/page/patient/drawing/layout.js';
import { tinyCourse, tinyReport } from '../tinyCourse.js';

const course = shown(tinyReport, tinyCourse, 0);

describe('layoutOf', () => {
  it('stands the lanes below one another: rows of 19 pixels, 9 for what was only observed', () => {
    const { states, parts, outcome, axis, ribbon, height } = layoutOf(course, 700);
    expect(states.map(({ rows }) => rows)).toEqual([
      { top: 30, height: 19, count: 2 },
      { top: 30 + 2 * 19 + 7, height: 9, count: 2 },
    ]);
    expect(parts.map(({ top }) => top)).toEqual([75 + 2 * 9 + 12]);
    expect(outcome).toBe(105 + 20 + 12);
    expect(axis).toBe(137 + 84 + 2);
    expect([ribbon > axis, height > ribbon]).toEqual([true, true]);
  });

  it('has lower rows where it is narrow, and where there are many', () => {
    expect(layoutOf(course, 350).states[0].rows.height).toBe(15);
    const [pulse] = course.states;
    const many = Array.from({ length: 20 }, (_, i) => ({ ...pulse, name: `pulse ${i}` }));
    expect(layoutOf({ ...course, states: many }, 700).states[0].rows.height).toBe(11);
  });

  it('leaves out the lane of outcomes where no run ends', () => {
    const { outcome, axis, parts } = layoutOf({ ...course, outcomes: [] }, 700);
    expect(outcome).toBeUndefined();
    expect(axis).toBe(parts[0].top + 20 + 2);
  });

  it('leaves room above lanes whose names stand there', () => {
    const action = { ...course.states[0], kind: 'actions' as const };
    const [placed] = layoutOf({ ...course, parts: [], action }, 700).action;
    expect(placed.rows.top).toBe(105 + 16);
  });
});
