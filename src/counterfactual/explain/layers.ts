import type { Course } from './course.js';
import type { ExplainProblem } from './explainProblem.js';
import type { StepRows } from './stepRows.js';

/** The living states that a run may be in at a time. */
export interface Layer {
  /** In order of discovery. */
  readonly states: Uint32Array;
  /** Shape (states): the most changes that a run which is there can have left. */
  readonly left: Int32Array;
}

/**
 * Where a run may be at each step with at most `changes` changes in all.
 *
 * @returns shape (T)
 *
 * Cost: the entries of the rows of those states.
 */
export function layersWithin(
  rows: StepRows,
  { mdp, mayTake, choosable }: ExplainProblem,
  episode: number,
  { start, steps, action }: Course,
  changes: number,
): readonly Layer[] {
  const { nActions, terminal, nStates } = mdp;
  const most = new Int32Array(nStates).fill(-1);
  const waiting: number[] = [];
  let left = 0;
  const enter = (s: number): void => {
    if (terminal[s] === 1 || most[s] >= left) return;
    if (most[s] < 0) waiting.push(s);
    most[s] = left;
  };
  const taken = (): Layer => {
    const states = Uint32Array.from(waiting);
    const left = new Int32Array(states.length);
    for (let i = 0; i < states.length; i++) {
      left[i] = most[states[i]];
      most[states[i]] = -1;
    }
    waiting.length = 0;
    return { states, left };
  };
  left = changes;
  enter(start);
  return steps.map((step, t) => {
    const now = taken();
    if (t + 1 === steps.length) return now;
    for (let i = 0; i < now.states.length; i++) {
      const observed = now.states[i] * nActions + action[t];
      left = now.left[i];
      rows.open(step, observed);
      rows.eachNext(enter);
      left -= 1;
      if (left < 0) continue;
      for (const row of choosable[now.states[i]]) {
        if (row === observed || !mayTake(episode, t, row)) continue;
        rows.open(step, row);
        rows.eachNext(enter);
      }
    }
    return now;
  });
}
