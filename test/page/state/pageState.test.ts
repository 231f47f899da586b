import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { MOST_PAST } from '../../../src/page/state/history.js';
import { type Draft, type PageState, pageState } from '../../../src/page/state/pageState.js';
import { selectPatient } from '../../../src/page/state/selectPatient.js';
import { type View, sameSupposed } from '../../../src/page/state/view.js';

const FIRST: View = {
  ...{ policy: 0, patient: 0, mechanism: 0, step: 0, takeOver: 0, edits: {} },
  ...{ sort: 'gain', filter: 'all', page: 0 },
};

type Act = (state: PageState) => void;

const small = fc.nat({ max: 3 });
const change: fc.Arbitrary<Act> = fc.oneof(
  small.map((patient) => (state: PageState) => {
    selectPatient(state, patient);
  }),
  fc.record({ mechanism: small, policy: small, takeOver: small }, { requiredKeys: [] }).map((to) => changeTo(to)),
  fc.tuple(small, small).map(([t, action]) => (state: PageState) => {
    state.change((draft) => {
      draft.edits[t] = action;
    });
  }),
  fc.array(small, { maxLength: 4 }).map((steps) => (state: PageState) => {
    state.begin();
    for (const takeOver of steps) changeTo({ takeOver })(state);
    state.commit();
  }),
);
const look: fc.Arbitrary<Act> = fc
  .record(
    { step: small, page: small, sort: fc.constantFrom('gain', 'loss', 'width', 'name'), filter: small },
    { requiredKeys: [] },
  )
  .map((to) => (state: PageState) => {
    state.look((draft) => Object.assign(draft, to));
  });
const travel: fc.Arbitrary<Act> = fc.constantFrom<Act>(
  (state) => {
    state.undo();
  },
  (state) => {
    state.redo();
  },
);

function changeTo(to: Partial<Draft>): Act {
  return (state) => {
    state.change((draft) => Object.assign(draft, to));
  };
}

function after(acts: readonly Act[]): PageState {
  const state = pageState(FIRST);
  for (const act of acts) act(state);
  return state;
}

describe('pageState', () => {
  test.prop([fc.array(fc.oneof(change, look, travel)), change])('undo after a change is as before it', (acts, one) => {
    const state = after(acts);
    const before = state.view.peek();
    one(state);
    const isOther = !sameSupposed(before, state.view.peek());
    if (isOther) state.undo();
    expect(state.view.peek()).toEqual(before);
  });

  test.prop([fc.array(fc.oneof(change, look, travel))])('redo after undo is as before it', (acts) => {
    const state = after(acts);
    const before = state.view.peek();
    if (!state.canUndo.peek()) return;
    state.undo();
    state.redo();
    expect(state.view.peek()).toEqual(before);
  });

  test.prop([fc.array(fc.oneof(change, look)), fc.array(look)])('keeps no looking', (acts, looks) => {
    const state = after(acts);
    const couldUndo = state.canUndo.peek();
    for (const one of looks) one(state);
    expect(state.canUndo.peek()).toBe(couldUndo);
    const { sort, filter, page } = state.view.peek();
    state.undo();
    expect(state.view.peek()).toMatchObject({ sort, filter, page });
  });

  it('keeps so many records and no more', () => {
    const state = pageState(FIRST);
    for (let i = 1; i <= MOST_PAST + 5; i++) changeTo({ takeOver: i })(state);
    let undone = 0;
    for (; state.canUndo.peek(); undone++) state.undo();
    expect([undone, state.view.peek().takeOver]).toEqual([MOST_PAST, 5]);
  });

  it('takes a drag as one change, and one that comes back as none', () => {
    const state = pageState(FIRST);
    state.begin();
    for (const takeOver of [1, 2, 3]) {
      state.begin();
      changeTo({ takeOver })(state);
    }
    state.commit();
    expect(state.view.peek().takeOver).toBe(3);
    state.undo();
    expect([state.view.peek().takeOver, state.canUndo.peek()]).toEqual([0, false]);
    state.begin();
    changeTo({ takeOver: 2 })(state);
    changeTo({ takeOver: 0 })(state);
    state.commit();
    expect([state.canUndo.peek(), state.canRedo.peek()]).toEqual([false, true]);
  });

  it('undoes a drag that is not let go of yet', () => {
    const state = pageState(FIRST);
    state.begin();
    changeTo({ takeOver: 2 })(state);
    state.undo();
    expect(state.view.peek()).toEqual(FIRST);
    state.redo();
    expect(state.view.peek().takeOver).toBe(2);
  });

  it('forgets what was undone once something else is done', () => {
    const state = pageState(FIRST);
    changeTo({ takeOver: 1 })(state);
    state.undo();
    changeTo({ takeOver: 2 })(state);
    expect(state.canRedo.peek()).toBe(false);
  });

  it('shares what did not change, and freezes all', () => {
    const state = pageState(FIRST);
    changeTo({ edits: { 3: 1 } })(state);
    const { edits } = state.view.peek();
    changeTo({ takeOver: 1 })(state);
    expect(state.view.peek().edits).toBe(edits);
    expect(Object.isFrozen(state.view.peek()) && Object.isFrozen(edits)).toBe(true);
  });

  it('stays the record that it is where nothing is changed', () => {
    const state = pageState(FIRST);
    const { step, edits } = state.view.peek();
    const before = state.view.peek();
    state.look((draft) => Object.assign(draft, { step, edits: { ...edits } }));
    expect(state.view.peek()).toBe(before);
  });

  it('shows a patient from the first step on without a plan, and as they were when that is undone', () => {
    const state = pageState(FIRST);
    changeTo({ takeOver: 4, edits: { 2: 1 } })(state);
    state.look((draft) => {
      draft.step = 2;
    });
    const before = state.view.peek();
    selectPatient(state, 7);
    expect(state.view.peek()).toEqual({ ...FIRST, patient: 7 });
    state.undo();
    expect(state.view.peek()).toEqual(before);
  });

  it('refuses what cannot be, says why, and takes that back at the next change', () => {
    const state = pageState(FIRST, ({ takeOver }) => (takeOver > 2 ? 'Too late.' : undefined));
    changeTo({ takeOver: 3 })(state);
    expect([state.view.peek().takeOver, state.notice.peek(), state.canUndo.peek()]).toEqual([0, 'Too late.', false]);
    state.look((draft) => {
      draft.takeOver = 3;
    });
    expect(state.view.peek().takeOver).toBe(0);
    changeTo({ takeOver: 2 })(state);
    expect([state.view.peek().takeOver, state.notice.peek()]).toEqual([2, undefined]);
  });
});
