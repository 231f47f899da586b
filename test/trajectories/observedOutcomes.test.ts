import { describe, expect, it } from 'vitest';
import { observedOutcomes } from '../../src/trajectories/observedOutcomes.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

const outcomes = [
  { name: 'in', reward: 0 },
  { name: 'lost', reward: -1 },
  { name: 'idle', reward: 0 },
  { name: 'home', reward: 1 },
];
const outcomeOfState = Uint8Array.of(0, 1, 0, 3);

describe('observedOutcomes', () => {
  it.each<[string, boolean, number, number, number]>([
    ['the outcome of an end state', true, 0, 1, 1],
    ['the outcome of an end state even if the flag is missing', false, 0, 3, 3],
    ['the outcome of an end state before that of the reward', true, -1, 3, 3],
    ['by the last reward, an end that only the flag shows', true, 1, 0, 3],
    ['by the last reward, an end whose reward is that of going on', true, 0, 2, 2],
    ['going on, for an end that no outcome has the reward of', true, 7, 0, 0],
    ['going on, for a run cut short, whatever its reward', false, -1, 2, 0],
  ])('is %s', (_name, terminated, reward, next, expected) => {
    const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 1, source: {} });
    // The steps before the last do not count.
    builder.step(0, 0, 1, 2);
    builder.step(2, 0, reward, next);
    builder.endEpisode(terminated);
    expect(observedOutcomes(builder.finish(), outcomes, outcomeOfState)).toEqual(Uint8Array.of(expected));
  });
});
