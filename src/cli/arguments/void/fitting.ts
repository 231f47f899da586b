import type { GivenArguments } from '../givenArguments.js';
import type { VoidOption } from './voidOption.js';

/** Void options of how a model is fitted. */
export const fitting: readonly VoidOption[] = [
  {
    commands: ['fit', 'ope'],
    option: 'unseen',
    when: (values) =>
      values.prior !== undefined && (values['prior-mean'] !== undefined || values['prior-support'] === 'all'),
    beside: 'a prior over all states or of a mean, which leaves no pair unseen',
    remedy: 'leave one of them out',
  },
  {
    commands: ['fit'],
    option: 'prior-support',
    when: (values) => values['prior-mean'] !== undefined,
    beside: '--prior-mean, whose rows have a support of their own',
    remedy: 'leave one of them out',
  },
  ...['horizon', 'discount'].map((option) => ({
    commands: ['fit'],
    option,
    when: ({ worst }: GivenArguments['values']) => worst === undefined,
    beside: 'no --worst',
    remedy: 'leave it out, or give imaginary cases with --worst 1',
  })),
];
