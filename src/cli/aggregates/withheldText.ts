import type { WithheldRows } from '../../aggregates/aggregates.js';

/** What the n of a part counts. */
const COUNTED: Readonly<Record<WithheldRows['part'], string>> = {
  count: 'steps',
  first: 'starts of episodes',
  block: 'episodes',
  step: 'steps',
  cell: 'steps',
};

/** A warning that some sums are not whole; undefined where they are. */
export function withheldText(withheld: readonly WithheldRows[] = []): string | undefined {
  if (withheld.length === 0) return undefined;
  const parts = withheld.map(({ part, rows, n }) => `${rows} of part '${part}' with ${n} ${COUNTED[part]}`);
  const byBlock = withheld.some(({ part }) => part === 'block' || part === 'step');
  return `rows of fewer than ${Math.max(...withheld.map(({ least }) => least))} episodes were withheld: ${parts.join(', ')}. What is made of these parts is of the others alone, and off by as much${byBlock ? '; fewer --blocks in couplet sql withhold less' : ''}.`;
}
