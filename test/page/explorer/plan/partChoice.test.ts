import { describe, expect, it } from 'vitest';
import { clearAction, onlyDecision, setAction } from '../../../../src/page/explorer/plan/changePlan.js';
import { partChoice } from '../../../../src/page/explorer/plan/partChoice.js';
import type { Draft } from '../../../../src/page/state/pageState.js';
import { tinyReport } from '../../patient/tinyCourse.js';

const A = { name: 'a', on: [0, 1, 0, 1] };
const B = { name: 'b', on: [1, 1, 0, 0] };

describe('partChoice', () => {
  it('turns one part, and leaves the others', () => {
    const { toggled } = partChoice([A, B], 4)!;
    expect([0, 1, 2, 3].map((action) => [toggled(action, 0), toggled(action, 1)])).toEqual([
      [1, 2],
      [0, 3],
      [3, 0],
      [2, 1],
    ]);
  });

  it('is none where parts do not give every action, and each once', () => {
    expect(partChoice(undefined, 4)).toBeUndefined();
    expect(partChoice([], 1)).toBeUndefined();
    expect(partChoice([A], 4)).toBeUndefined();
    expect(partChoice([A, A], 4)).toBeUndefined();
    expect(partChoice([{ name: 'a', on: [0, 1, 1] }, B], 3)).toBeUndefined();
  });
});

describe('changes of a plan', () => {
  const draft = (takeOver: number, edits: Record<number, number> = {}): Draft => ({
    ...{ policy: 0, patient: 0, mechanism: 0, step: 0, takeOver, edits },
    ...{ sort: 'gain', filter: 'all', page: 0 },
  });

  it('take an action that the log has for no change while the log is followed', () => {
    const followed = draft(2, { 0: 0 });
    setAction(followed, tinyReport.log, 0, 1);
    expect(followed.edits).toEqual({});
    const led = draft(0);
    setAction(led, tinyReport.log, 0, 1);
    setAction(led, tinyReport.log, 3, 0);
    expect(led.edits).toEqual({ 0: 1, 3: 0 });
    clearAction(led, 0);
    expect(led.edits).toEqual({ 3: 0 });
  });

  it('leave one decision alone', () => {
    const one = draft(0, { 1: 1 });
    onlyDecision(one, 3, 2, 0);
    expect(one).toMatchObject({ takeOver: 3, edits: { 2: 0 }, step: 2 });
  });
});
