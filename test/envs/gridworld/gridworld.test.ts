import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { type Mdp, checkMdp, rowIndex } from '../../../src/mdp/mdp.js';

const [UP, RIGHT, DOWN, LEFT] = [0, 1, 2, 3];

function row(model: Mdp, state: number, action: number): Record<number, number> {
  const at = rowIndex(model, state, action);
  const [first, end] = [model.rowStart[at], model.rowStart[at + 1]];
  return Object.fromEntries(
    Array.from({ length: end - first }, (_, i) => [model.nextState[first + i], model.probability[first + i]]),
  );
}

describe('gridworld', () => {
  //  0  1  2  3 goal
  //  4  5  6  7 pit
  //  8  9 10 11
  const env = createEnv('gridworld');
  const model = env.exactModel!();

  it('starts lower left, with the goal upper right and the pit below it', () => {
    expect([...model.initial].findIndex((p) => p === 1)).toBe(8);
    expect([...env.spaces[0].outcome]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0]);
    expect(env.outcomes.slice(1)).toEqual([
      { name: 'goal', reward: 1 },
      { name: 'pit', reward: -1 },
    ]);
    expect([env.reward(2, RIGHT, 3), env.reward(6, RIGHT, 7), env.reward(2, LEFT, 1)]).toEqual([1, -1, 0]);
  });

  it('labels cells by row and column, and actions by direction', () => {
    expect([0, 3, 7, 8].map((s) => env.spaces[0].label(s))).toEqual(['(0, 0)', '(0, 3)', '(1, 3)', '(2, 0)']);
    expect([UP, RIGHT, DOWN, LEFT].map((a) => env.actionLabel(a))).toEqual(['up', 'right', 'down', 'left']);
  });

  it('slips to either side of the move', () => {
    expect(row(model, 5, UP)).toEqual({ 1: 0.8, 4: 0.1, 6: 0.1 });
    expect(row(model, 5, RIGHT)).toEqual({ 6: 0.8, 1: 0.1, 9: 0.1 });
    expect(row(model, 5, DOWN)).toEqual({ 9: 0.8, 4: 0.1, 6: 0.1 });
    expect(row(model, 5, LEFT)).toEqual({ 4: 0.8, 1: 0.1, 9: 0.1 });
  });

  it('stays in place at the edge', () => {
    expect(row(model, 8, UP)).toEqual({ 4: 0.8, 8: 0.1, 9: 0.1 });
    expect(row(model, 8, LEFT)[4]).toBe(0.1);
    expect(row(model, 8, LEFT)[8]).toBeAllClose(0.9);
  });

  it('never slips without noise and always does with noise 1', () => {
    expect(row(createEnv('gridworld', { noise: 0 }).exactModel!(), 5, UP)).toEqual({ 1: 1 });
    expect(row(createEnv('gridworld', { noise: 1 }).exactModel!(), 5, UP)).toEqual({ 4: 0.5, 6: 0.5 });
  });

  const size = fc.integer({ min: 2, max: 6 });
  test.prop([fc.record({ width: size, height: size, noise: fc.double({ min: 0, max: 1, noNaN: true }) })])(
    'moves by at most one cell, for all sizes',
    (parameters) => {
      const { width, height } = parameters;
      const { nStates, ...rest } = createEnv('gridworld', parameters).exactModel!();
      checkMdp({ nStates, ...rest }, 'gridworld');
      expect(nStates).toBe(width * height);
      expect(rest.terminal.reduce((n, end) => n + end)).toBe(2);
      for (let r = 0; r < 4 * nStates; r++)
        for (let k = rest.rowStart[r]; k < rest.rowStart[r + 1]; k++) {
          const [from, to] = [Math.floor(r / 4), rest.nextState[k]];
          const rows = Math.abs(Math.floor(from / width) - Math.floor(to / width));
          const columns = Math.abs((from % width) - (to % width));
          expect(rows + columns).toBeLessThanOrEqual(1);
        }
    },
  );
});
