import type { VoidOption } from './voidOption.js';

/** Void options of what is written. */
export const writing: readonly VoidOption[] = [
  {
    commands: ['simulate', 'model', 'fit', 'solve'],
    option: 'json',
    when: ({ json, out }) => json === true && out === '-',
    beside: 'standard output for the file itself',
    remedy: 'name the file with --out',
  },
  {
    commands: ['evaluate', 'explain', 'ope', 'improve'],
    option: 'json',
    when: ({ json, out, marginals, sample }) => json === true && [out, marginals, sample].includes('-'),
    beside: 'standard output for a file, too',
    remedy: 'name the file, or leave out --json',
  },
];
