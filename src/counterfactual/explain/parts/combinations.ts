import { ArgumentError } from '../../../core/errors.js';
import type { ListedPart } from '../../../mdp/parts/actionPart.js';

/** Parts whose plans are computed at most: 2^8 evaluations of the log. */
export const MOST_PARTS = 8;

/** Of two actions the one that has some parts of the first and the others of the second. */
export type Combination = (set: number, first: number, second: number) => number;

/**
 * Combines actions part by part. Actions must be told apart by their parts, and there must be one for every combination
 * of these.
 *
 * @param where opens the message of an error
 * @param parts of the actions, in the order of the bits of a set: bit p tells whether part p is that of the first action
 * @param labels of the actions, for the message
 * @throws ArgumentError naming the actions that have the same parts, or the combination that no action is; or for no
 *   parts, or more than `MOST_PARTS`
 *
 * @example
 * // -, V, A, AV
 * const combined = combinations('here', [{ name: 'a', on: [0, 0, 1, 1] }, { name: 'v', on: [0, 1, 0, 1] }]);
 * [combined(1, 2, 1), combined(2, 2, 1)] // [3, 0]
 */
export function combinations(where: string, parts: readonly ListedPart[], labels: readonly string[] = []): Combination {
  const fail = (requirement: string): never => {
    throw new ArgumentError(`${where}: ${requirement}`);
  };
  const m = parts.length;
  if (m === 0) fail('there must be parts of actions, got none');
  if (m > MOST_PARTS)
    fail(`parts must be at most ${MOST_PARTS}, as each more doubles the plans, got ${m} - leave some out`);
  const all = 2 ** m - 1;
  const partsOf = parts[0].on.map((_, a) => parts.reduce((bits, { on }, p) => bits | (on[a] << p), 0));
  const actionOf = new Map<number, number>();
  const called = (action: number): string => labels[action] ?? String(action);
  partsOf.forEach((bits, action) => {
    const other = actionOf.get(bits);
    if (other !== undefined)
      fail(
        `parts must tell all actions apart, got ${called(other)} and ${called(action)} alike - name the part in which they differ`,
      );
    actionOf.set(bits, action);
  });
  for (let bits = 0; bits <= all; bits++)
    if (!actionOf.has(bits))
      fail(
        `there must be an action for every combination of the parts ${parts.map(({ name }) => name).join(', ')}, got none ${combinationText(parts, bits)} - take parts that are given independently`,
      );
  return (set, first, second) => actionOf.get((partsOf[first] & set) | (partsOf[second] & ~set & all))!;
}

/** A combination in words. */
function combinationText(parts: readonly ListedPart[], bits: number): string {
  const [on, off] = [1, 0].map((has) =>
    parts
      .filter((_, p) => ((bits >> p) & 1) === has)
      .map(({ name }) => name)
      .join(' and '),
  );
  return [on && `with ${on}`, off && `without ${off}`].filter(Boolean).join(' and ');
}
