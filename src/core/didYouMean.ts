/**
 * The name that was probably meant: one that begins as the given one does, or is a few slips of the finger from it.
 *
 * @param names that there are, not copied
 * @returns undefined if none is near
 *
 * Cost O(names × length²).
 *
 * @example
 * nearestName('gumble-max', ['gumbel-max', 'maximal']) // 'gumbel-max'
 */
export function nearestName(given: string, names: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  // A third of the letters: beyond it, names that have little in common are near.
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let nearest: string | undefined;
  let begins: string | undefined;
  for (const name of names) {
    const candidate = name.toLowerCase();
    const shorter = Math.min(wanted.length, candidate.length);
    if (shorter >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate))) begins ??= name;
    const distance = editDistance(wanted, candidate);
    if (distance < least) [least, nearest] = [distance, name];
  }
  return nearest ?? begins;
}

/** The end of a message on an unknown name: ` - did you mean 'x'?`, or nothing. */
export function didYouMean(given: string, names: Iterable<string>): string {
  const name = nearestName(given, names);
  return name === undefined ? '' : ` - did you mean '${name}'?`;
}

/** Letters put in, left out, changed, or swapped with their neighbour, that lead from one text to the other (restricted distance of
 * Damerau and Levenshtein). Long texts are cut: no name is longer. */
export function editDistance(from: string, to: string): number {
  const a = from.slice(0, LONGEST);
  const b = to.slice(0, LONGEST);
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) current[j] = Math.min(current[j], older[j - 2] + 1);
    }
    [older, previous] = [previous, current];
  }
  return previous[b.length];
}

const LONGEST = 64;
