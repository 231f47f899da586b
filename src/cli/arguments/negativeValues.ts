/**
 * Joins an option and a value that begins with a minus, which would else be taken for options of their own:
 * `--return-range -1,1` becomes `--return-range=-1,1`, and `--out -` becomes `--out=-`.
 *
 * @param words of the command line
 *
 * @example
 * negativeValues(['ope', '--return-range', '-1,1']) // ['ope', '--return-range=-1,1']
 */
export function negativeValues(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && NAME.test(last) && VALUE.test(word)) joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}

const NAME = /^--[a-z][a-z-]*$/i;
const VALUE = /^-($|\.?\d|Infinity\b)/;
