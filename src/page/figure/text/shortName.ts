/** Letters of a name that are shown, where it is one of many or within a sentence. */
const LETTERS = 60;

/** A name from a file, without the end of one that is very long. Show the whole of it somewhere: as a title, say. */
export function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length <= LETTERS
    ? name
    : `${letters
        .slice(0, LETTERS - 1)
        .join('')
        .trimEnd()}…`;
}
