import type { Mdp } from '../../../mdp/mdp.js';
import { LABELS, type PrismLabels } from './prismLabels.js';

/**
 * The outcomes of a model whose ends have labels: one for each label that ends alone have; an end that has several is of
 * the first, and one that has none has `ended otherwise`.
 *
 * @returns nothing if no end has a label of its own
 */
export function labelledOutcomes(
  labels: PrismLabels,
  terminal: Uint8Array,
): Partial<Pick<Mdp, 'outcomes' | 'outcome'>> {
  const own: readonly string[] = Object.values(LABELS);
  const kinds = [...labels].filter(
    ([name, states]) => !own.includes(name) && states.length > 0 && states.every((s) => terminal[s] === 1),
  );
  if (kinds.length === 0 || kinds.length > 254) return {};
  const outcome = terminal.map((end) => (end === 1 ? kinds.length + 1 : 0));
  for (const [o, [, states]] of [...kinds.entries()].toReversed()) for (const s of states) outcome[s] = o + 1;
  const rest = outcome.includes(kinds.length + 1) ? ['ended otherwise'] : [];
  const names = ['still going on', ...kinds.map(([name]) => name), ...rest];
  return { outcome, outcomes: names.map((name) => ({ name, reward: 0 })) };
}
