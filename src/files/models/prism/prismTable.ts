import { DataError } from '../../../core/errors.js';

/** A file of text. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** PRISM's explicit files of one model; those that are missing are undefined. */
export interface PrismFiles {
  readonly tra: NamedText;
  readonly lab?: NamedText | undefined;
  readonly srew?: NamedText | undefined;
  readonly trew?: NamedText | undefined;
}

/** A line of a table, with its number in the file. */
export interface PrismLine {
  readonly at: string;
  readonly words: readonly string[];
}

/**
 * The lines of one of PRISM's tables that say something: neither empty nor a comment, cut at blanks.
 *
 * @returns at least one
 * @throws DataError if there are none
 */
export function prismLines(file: string, text: string): readonly [PrismLine, ...PrismLine[]] {
  const [first, ...others] = text
    .split('\n')
    .map((line, i) => ({ at: `${file}:${i + 1}`, words: line.trim().split(/\s+/) }))
    .filter(({ words: [word] }) => word !== '' && !word.startsWith('#'));
  if ((first as PrismLine | undefined) !== undefined) return [first, ...others];
  throw new DataError(`${file}: must have a line with its sizes, got an empty file - export the model again`);
}

/**
 * An integer of a line.
 *
 * @param below what it must be below
 * @throws DataError with the line, if it is none
 */
export function indexIn({ at, words }: PrismLine, i: number, what: string, below: number): number {
  const value = /^\d+$/.test(words.at(i) ?? '') ? Number(words[i]) : NaN;
  if (value < below) return value;
  throw new DataError(
    `${at}: ${what} must be an integer from 0 to ${below - 1}, got '${words.at(i) ?? ''}' - check the line, and the sizes in the first`,
  );
}

/** @throws DataError with the line, if it is no finite number */
export function numberIn({ at, words }: PrismLine, i: number, what: string): number {
  const word = words.at(i) ?? '';
  // PRISM may write fractions.
  const [over, under = '1', ...more] = word.split('/');
  const value = Number(over) / Number(under);
  if (word !== '' && more.length === 0 && Number.isFinite(value)) return value;
  throw new DataError(
    `${at}: ${what} must be a finite number, got ${word === '' ? 'none' : `'${word}'`} - export the model with numbers in place of parameters`,
  );
}

/**
 * Checks that a table has as many lines as its first says.
 *
 * @throws DataError if not
 */
export function checkCount(file: string, said: string | undefined, lines: number): void {
  if (String(lines) === said) return;
  throw new DataError(
    `${file}: must have the ${said ?? 'number of'} transitions that its first line says, got ${lines} - the file may have been cut short; export it again`,
  );
}
