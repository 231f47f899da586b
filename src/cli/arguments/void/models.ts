import type { GivenArguments } from '../givenArguments.js';
import type { VoidOption } from './voidOption.js';

/** Void options of models, policies and mechanisms. */
export const models: readonly VoidOption[] = [
  ...['prior-mean', 'prior-support'].map((option) => ({
    commands: option === 'prior-support' ? ['fit', 'ope'] : ['fit'],
    option,
    when: ({ prior }: GivenArguments['values']) => prior === undefined,
    beside: 'no --prior',
    remedy: 'give the total pseudo-count with --prior',
  })),
  ...['clusters', 'sinkhorn', 'learn-prior', 'order'].map((option) => ({
    commands: ['train'],
    option,
    when: ({ gadget }: GivenArguments['values']) => gadget === 'gadget-1',
    beside: '--gadget gadget-1, which has no clusters',
    remedy: 'leave one of them out',
  })),
  ...['set', 'space', 'policy', 'horizon'].map((option) => ({
    commands: ['model'],
    option,
    when: ({ mdp }: GivenArguments['values']) => mdp !== undefined,
    beside: '--mdp, a model that is taken as it is',
    remedy: 'leave it out, or name an environment with --env',
  })),
  ...(
    [
      ['array', '.npz', 'no --mdp of dense arrays (.npz)'],
      ['end-label', '.tra', "no --mdp of PRISM's (.tra)"],
      ['round', '', 'no --mdp to read probabilities from'],
    ] as const
  ).map(([option, ending, beside]) => ({
    commands: ['model'],
    option,
    when: ({ mdp }: GivenArguments['values']) => typeof mdp !== 'string' || !mdp.toLowerCase().endsWith(ending),
    beside,
    remedy: 'leave it out, or name such a file with --mdp',
  })),
  {
    commands: ['value'],
    option: 'gamma',
    when: ({ env }) => env !== undefined,
    beside: '--env, where nothing is hidden from the exact model',
    remedy: 'leave it out, or give a model fitted to a log with --mdp',
  },
  {
    commands: ['value'],
    option: 'log',
    when: ({ env }) => env !== undefined,
    beside: '--env, where nothing is hidden from the exact model',
    remedy: 'leave it out, or give a model fitted to a log with --mdp',
  },
  {
    commands: ['improve'],
    option: 'folds',
    when: ({ split }) => split !== undefined,
    beside: '--split, which judges by one part of the log',
    remedy: 'leave one of them out',
  },
  {
    commands: ['solve', 'explain'],
    option: 'min-count',
    when: (values) => values['unseen-actions'] === 'allow',
    beside: '--unseen-actions allow',
    remedy: 'leave one of them out',
  },
  {
    commands: ['solve'],
    option: 'tie-tolerance',
    when: ({ exact }) => exact === true,
    beside: '--exact, where only what is worth the same ties',
    remedy: 'leave one of them out',
  },
];
