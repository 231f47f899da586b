import type { GivenArguments } from '../givenArguments.js';
import type { VoidOption } from './voidOption.js';

/** Void options of commands that run trials. */
export const trials: readonly VoidOption[] = [
  ...['workers', 'shard'].map((option) => ({
    commands: ['reproduce', 'benchmark'],
    option,
    when: ({ redis }: GivenArguments['values']) => redis !== undefined,
    beside: '--redis, by which workers elsewhere run the trials',
    remedy: 'leave one of them out; each `couplet worker` has --workers of its own',
  })),
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
