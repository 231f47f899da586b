import type { GivenArguments } from '../givenArguments.js';
import type { VoidOption } from './voidOption.js';

/** Options that say how to read the columns of a log. */
const HOW_TO_READ = [
  ...['format', 'column', 'names', 'separator', 'decimal', 'outcome', 'ends', 'ends-terminate', 'number-states'],
  ...['number-actions', 'number-steps', 'empty-reward', 'propensity', 'log-description'],
];

/** Void options of sums of a log. */
export const sums: readonly VoidOption[] = [
  ...[
    ...[
      'behaviour',
      'cross-fit',
      'mechanism',
      'draws',
      'score',
      'score-discount',
      'unmodelled',
      'refit',
      'learn',
      'threads',
    ],
    ...['horizon', 'discount', 'influential', 'check-states', ...HOW_TO_READ, 'end'],
  ].map((option) => ({
    commands: ['ope'],
    option,
    when: ({ aggregates }: GivenArguments['values']) => aggregates !== undefined,
    beside:
      '--aggregates: sums were made with the behaviour, horizon and discount that they have, and hold no episodes',
    remedy: 'leave it out, or take ope on the log itself',
  })),
  ...HOW_TO_READ.map((option) => ({
    commands: ['fit'],
    option,
    when: ({ counts }: GivenArguments['values']) => counts !== undefined,
    beside: '--counts, a table whose columns have names of their own',
    remedy: 'leave it out',
  })),
  ...['round', 'behaviour', 'counts', 'mdp', 'horizon', 'discount', 'blocks'].map((option) => ({
    commands: ['aggregate'],
    option,
    when: ({ policy }: GivenArguments['values']) => policy === undefined,
    beside: 'no --policy: counts are of the log alone',
    remedy: 'leave it out, or name the policy to be valued with --policy',
  })),
  {
    commands: ['aggregate'],
    option: 'counts',
    when: ({ behaviour }) => behaviour !== 'estimated',
    beside: 'no --behaviour estimated',
    remedy: 'leave it out, or have the behaviour policy estimated with --behaviour estimated',
  },
  ...['policy', 'round', 'behaviour', 'horizon', 'discount', 'blocks'].map((option) => ({
    commands: ['sql'],
    option,
    when: (values: GivenArguments['values']) => values['<what>'] === 'fit',
    beside: 'fit, which needs counts alone',
    remedy: 'leave it out, or ask for the sums of a policy with couplet sql ope',
  })),
];
