import { expect, it } from 'vitest';
import { directColumns, endStates, publishedColumns } from '../../src/fit/absorb.js';
import type { Abstraction } from '../../src/mdp/stateSpace.js';
import type { StateSpace } from '../../src/mdp/stateSpace.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

const outcomes = [
  { name: 'ongoing', reward: 0 },
  { name: 'death', reward: -1 },
  { name: 'home', reward: 2 },
];
const label = (s: number): string => `s${s}`;
/** States 0 and 1 go on, 2 and 3 are deaths, 4 is home. */
const from: StateSpace = { name: 'fine', nStates: 5, outcome: Uint8Array.of(0, 0, 1, 1, 2), label };
/** States 0 and 1 go on, 2 is death, 3 is home. */
const to: StateSpace = { name: 'coarse', nStates: 4, outcome: Uint8Array.of(0, 0, 1, 2), label };
const abstraction: Abstraction = {
  from,
  to,
  map: Uint32Array.of(0, 1, 2, 2, 3),
  interior: Uint32Array.of(0, 1, 0, 1, 1),
};

/** Runs 0 → 1 → death in 2, 1 → death in 2 again, 0 → home in 4, 0 → 1 cut off. */
const builder = new TrajectoriesBuilder({ nStates: 5, nActions: 2, source: {} });
builder.step(0, 1, 0.5, 1);
builder.step(1, 0, -0.75, 2);
builder.endEpisode(true);
builder.step(1, 1, -1, 2);
builder.endEpisode(true);
builder.step(0, 0, 2, 4);
builder.endEpisode(true);
builder.step(0, 0, 0.25, 1);
builder.endEpisode(false);
const log = builder.finish();

it('direct: an end goes to its end state, with all that it pays', () => {
  const { state, nextState, reward } = directColumns(log, abstraction);
  expect([...(state as Int32Array)]).toEqual([0, 1, 1, 0, 0]);
  expect([...(nextState as Int32Array)]).toEqual([1, 2, 2, 3, 1]);
  expect(reward).toBe(log.reward);
});

it('published: an end goes to the state of its variables, and from there once for each different end, with its reward', () => {
  const columns = publishedColumns(log, abstraction, outcomes, endStates(to, outcomes));
  // Five steps of the log, then state 2 by both actions, then state 4 by both.
  expect(columns).toEqual({
    state: [0, 1, 1, 0, 0, 0, 0, 1, 1],
    action: [1, 0, 1, 0, 0, 0, 1, 0, 1],
    reward: [0.5, 0.25, 0, 0, 0.25, -1, -1, 2, 2],
    nextState: [1, 0, 0, 1, 1, 2, 2, 3, 3],
  });
  // The log stays as it was.
  expect([...log.reward]).toEqual([0.5, -0.75, -1, 2, 0.25]);
});

it('published: an end without a state of its own stays in that of its variables', () => {
  const columns = publishedColumns(log, abstraction, outcomes, [undefined, undefined, 3]);
  expect(Array.from(columns.nextState).slice(5)).toEqual([0, 0, 3, 3]);
});

it('published: refuses a log over the model’s own space, and one without ends', () => {
  const ends = endStates(to, outcomes);
  expect(() => publishedColumns(log, { ...abstraction, to: from }, outcomes, ends)).toThrow(
    /needs the recorded end states of a finer space, got a log over 'fine' for a model over 'fine'/,
  );
  const endless = { ...from, outcome: new Uint8Array(5) };
  expect(() => publishedColumns(log, { ...abstraction, from: endless }, outcomes, ends)).toThrow(/finer space/);
});

it('finds the one state of each outcome, and none where there are several', () => {
  expect(endStates(to, outcomes)).toEqual([undefined, 2, 3]);
  expect(endStates(from, outcomes)).toEqual([undefined, undefined, 4]);
  expect(endStates({ ...to, outcome: Uint8Array.of(0, 0, 0, 2) }, outcomes)).toEqual([undefined, undefined, 3]);
});
