import type { GivenArguments } from '../givenArguments.js';
import { LOGGED } from './commandGroups.js';
import { type VoidOption, listed } from './voidOption.js';

/** Void options of how a log is read. */
export const reading: readonly VoidOption[] = [
  {
    commands: ['simulate', 'value', ...LOGGED],
    option: 'set',
    when: ({ env, set }) => env === undefined && listed(set).length > 0,
    beside: 'no --env',
    remedy: 'name the environment with --env',
  },
  {
    commands: LOGGED,
    option: 'log-space',
    when: ({ env }) => env === undefined,
    beside: 'no --env',
    remedy: 'name the environment with --env',
  },
  ...['states', 'actions'].map((option) => ({
    commands: LOGGED,
    option,
    when: ({ env }: GivenArguments['values']) => env !== undefined,
    beside: '--env, which has sizes of its own',
    remedy: 'leave one of them out',
  })),
];
