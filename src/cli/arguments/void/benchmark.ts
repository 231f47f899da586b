import type { GivenArguments } from '../givenArguments.js';
import type { VoidOption } from './voidOption.js';

/** Void options of `benchmark`. */
export const benchmark: readonly VoidOption[] = [
  {
    commands: ['benchmark'],
    option: 'world',
    when: ({ policies }) => policies !== true,
    beside: 'no --policies',
    remedy: 'name the environment with --env, or give --policies',
  },
  ...[
    ...['env', 'set', 'behaviour-policy', 'policy', 'round', 'soften', 'discount', 'unseen'],
    ...['estimator', 'behaviour', 'interval', 'level', 'replicates'],
  ].map((option) => ({
    commands: ['benchmark'],
    option,
    when: ({ policies }: GivenArguments['values']) => policies === true,
    beside: '--policies, which has worlds and rules of its own',
    remedy: 'leave one of them out',
  })),
];
