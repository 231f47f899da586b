import { mechanisms } from '../../../mechanisms/registry.js';
import { COUNTERFACTUAL, ESTIMATING } from './commandGroups.js';
import { type VoidOption, listed } from './voidOption.js';

/** Void options of what would have happened. */
export const counterfactual: readonly VoidOption[] = [
  {
    commands: COUNTERFACTUAL,
    option: 'draws',
    // No name stands for several, all of which have one.
    when: ({ mechanism }) => listed(mechanism).every(isExact),
    beside: 'mechanisms with a closed form alone',
    remedy: 'leave it out',
  },
  {
    commands: [...ESTIMATING, ...COUNTERFACTUAL, 'train'],
    option: 'score-discount',
    when: ({ score }) => !listed(score).includes('value'),
    beside: 'no --score value',
    remedy: 'leave it out, or give --score value',
  },
  {
    commands: ['evaluate'],
    option: 'data-confidence',
    when: ({ bounds }) => bounds !== true,
    beside: 'no --bounds',
    remedy: 'leave it out, or ask for bounds with --bounds',
  },
  {
    commands: ['evaluate'],
    option: 'check-states',
    when: ({ observed }) => observed !== undefined,
    beside: '--observed, which takes account of what the states hide',
    remedy: 'leave one of them out',
  },
  {
    commands: ['evaluate'],
    option: 'unmodelled',
    when: ({ observed }) => observed !== undefined,
    beside: '--observed, where a step that nothing hidden allows is always refused: the row to add it to is hidden',
    remedy: 'leave one of them out',
  },
  {
    commands: ['evaluate'],
    option: 'threads',
    when: ({ observed }) => observed !== undefined,
    beside: '--observed, where one thread follows all that may be hidden',
    remedy: 'leave one of them out',
  },
  {
    commands: ['evaluate'],
    option: 'parts',
    when: (values) => values['by-part'] !== true,
    beside: 'no --by-part',
    remedy: 'leave it out, or ask for effects by part with --by-part',
  },
  {
    commands: ['evaluate'],
    option: 'refit-draws',
    when: ({ refit }) => refit === undefined,
    beside: 'no --refit',
    remedy: 'leave it out, or say how many models to draw with --refit 200',
  },
  {
    commands: ['evaluate'],
    option: 'sample-draws',
    when: ({ sample }) => sample === undefined,
    beside: 'no --sample',
    remedy: 'name the file of sampled trajectories with --sample',
  },
  {
    commands: ['evaluate'],
    option: 'spreadsheet-safe',
    when: ({ out, marginals }) => out === undefined && marginals === undefined,
    beside: 'neither --out nor --marginals',
    remedy: 'name a CSV file with --out',
  },
  {
    commands: ['explain'],
    option: 'fixed',
    when: ({ episode }) => episode === undefined,
    beside: 'no --episode: the one decision of each patient of a log is fixed as it is',
    remedy: 'leave it out, or name a patient with --episode',
  },
  {
    commands: ['explain'],
    option: 'top',
    when: ({ episode }) => episode !== undefined,
    beside: '--episode, which is one patient',
    remedy: 'leave one of them out',
  },
  {
    commands: ['explain'],
    option: 'horizon',
    when: ({ policy }) => policy === undefined,
    beside: 'no --policy to go on after the log',
    remedy: 'leave it out, or name one, as --policy behaviour',
  },
  {
    commands: ['explain'],
    option: 'spreadsheet-safe',
    when: ({ out }) => out === undefined,
    beside: 'no --out',
    remedy: 'name a CSV file with --out',
  },
];

/** By name; a gadget's file, too, has a closed form, and what runs as code may have none. */
function isExact(mechanism: unknown): boolean {
  return mechanisms.some(({ name }) => name === mechanism) || String(mechanism).endsWith('.json');
}
