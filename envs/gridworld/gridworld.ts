import { z } from 'zod';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { integerParameter, numberParameter } from '../../src/core/numberParameter.js';
import { tabularEnv } from '../tabularEnv.js';
import type { Chance } from '../tabularModel.js';

/** Row and column change of each action; the neighbours of an action in this list are at right angles to it. */
const MOVES = [
  { label: 'up', down: -1, right: 0 },
  { label: 'right', down: 0, right: 1 },
  { label: 'down', down: 1, right: 0 },
  { label: 'left', down: 0, right: -1 },
] as const;

/**
 * A slippery grid. A run starts in the lower left corner and ends in the upper right one (`goal`, +1) or in the cell
 * below that (`pit`, -1). A move goes where it should with probability 1 - noise, and with noise/2 each to the two
 * directions at right angles. A move off the grid stays in place.
 *
 * State of cell (row, column) = row · width + column, rows counted from the top. Actions: up, right, down, left.
 */
export const gridworld: EnvDefinition = defineEnv({
  name: 'gridworld',
  summary: 'A slippery grid with a goal in the corner and a pit beside it.',
  parameters: z.object({
    width: integerParameter(2, 50).default(4).describe('Number of columns, from 2 to 50'),
    height: integerParameter(2, 50).default(3).describe('Number of rows, from 2 to 50'),
    noise: numberParameter(0, 1).default(0.2).describe('Probability that a move slips sideways, from 0 to 1'),
  }),
  create(parameters) {
    const { width, height, noise } = parameters;
    const neighbour = (state: number, direction: number): number => {
      const { down, right } = MOVES[direction % 4];
      const row = Math.floor(state / width) + down;
      const column = (state % width) + right;
      return row >= 0 && row < height && column >= 0 && column < width ? row * width + column : state;
    };
    return tabularEnv({
      name: 'gridworld',
      parameters,
      stateLabels: Array.from({ length: width * height }, (_, s) => `(${Math.floor(s / width)}, ${s % width})`),
      actionLabels: MOVES.map((move) => move.label),
      variables: [
        { name: 'row', levels: numbers(height), levelOf: (state) => Math.floor(state / width) },
        { name: 'column', levels: numbers(width), levelOf: (state) => state % width },
      ],
      outcomes: [
        { name: 'under way', reward: 0 },
        { name: 'goal', reward: 1 },
        { name: 'pit', reward: -1 },
      ],
      ends: [
        [width - 1, 1],
        [2 * width - 1, 2],
      ],
      initial: [[(height - 1) * width, 1]],
      next: (state, action): readonly Chance[] => [
        [neighbour(state, action), 1 - noise],
        [neighbour(state, action + 1), noise / 2],
        [neighbour(state, action + 3), noise / 2],
      ],
    });
  },
});

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, number) => String(number));
}
