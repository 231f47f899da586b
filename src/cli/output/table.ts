import Table from 'cli-table3';
import { escaped } from '../../core/escaped.js';

/** Columns of text between two cells: a space on either side, and one between. */
const GAP = 3;

/**
 * A table for people: first column to the left, the others to the right, no colour, thin rules.
 *
 * Where it would be wider than the terminal, heads and the first column go on in a further line, and columns for which
 * there is still no room go into a table below, with the first column again: figures are never cut. A row that would say
 * nothing there is left out of it.
 *
 * @param head names of the columns
 * @param rows cells, which may hold anything; numbers are shown to 4 decimals, or where these would show nothing of a
 *   whole column, as of rewards in another unit, to 4 significant digits
 * @param width columns of the terminal; default those of the one there is, or of the environment variable COLUMNS
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width: number = terminalWidth(),
): string {
  const heads = head.map(escaped);
  const shown = head.map((_, column) => (isSmall(rows.map((row) => row[column])) ? figure : decimal));
  const cells = rows.map((row) =>
    row.map((cell, column) => (typeof cell === 'number' ? shown[column](cell) : escaped(cell))),
  );
  const widest = (column: number): number => Math.max(...cells.map((row) => row[column].length), 0);
  const natural = heads.map((name, column) => Math.max(name.length, widest(column)));
  if (total(natural) <= width) return drawn(heads, cells);
  // Words of a head may go below each other; the first column leaves room for at least one other.
  const wrapped = heads.map((name, column) => Math.max(longestWord(name), widest(column)));
  const others = wrapped.slice(1);
  const room = width - Math.max(...others, 0) - 2 * GAP;
  const first = Math.max(longestWord(heads[0]), Math.min(natural[0], Math.max(room, LEAST)));
  const groups: number[][] = [];
  let left = 0;
  others.forEach((size, o) => {
    if (groups.length === 0 || left < size + GAP) {
      groups.push([]);
      left = width - first - GAP;
    }
    groups.at(-1)!.push(o + 1);
    left -= size + GAP;
  });
  return groups
    .map((group) => {
      const columns = [0, ...group];
      const sizes = columns.map((column) => (column === 0 ? first : wrapped[column]));
      const pick = (row: readonly string[]): string[] => columns.map((column) => row[column]);
      const told = cells.filter((row) => group === groups[0] || group.some((column) => row[column] !== ''));
      return drawn(pick(heads), told.map(pick), sizes);
    })
    .join('\n\n');
}

/** Letters of the first column below which it does not shrink. */
const LEAST = 8;

function terminalWidth(): number {
  const told = Number(process.env['COLUMNS']);
  // Off a terminal there is none, whatever the types say.
  const own = process.stdout.columns as number | undefined;
  return own ?? (told > 0 ? told : Infinity);
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size + GAP, 0);
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map((word) => word.length));
}

/** Text in lines of at most some letters, broken at spaces; a word that is longer is broken, too. */
function wrap(text: string, size: number): string {
  const lines = [''];
  // Spaces go with the word after them, and are dropped where it begins a line.
  for (const [, spaces, word] of text.matchAll(/( *)([^ ]+)/g)) {
    if (lines.at(-1)!.length + spaces.length + word.length <= size) {
      lines[lines.length - 1] += spaces + word;
      continue;
    }
    const parts = word.match(new RegExp(`.{1,${size}}`, 'gu'))!;
    if (lines.at(-1) === '') lines.pop();
    lines.push(...parts);
  }
  return lines.join('\n');
}

/** @param sizes letters of each column; default as wide as its cells */
function drawn(head: readonly string[], rows: readonly (readonly string[])[], sizes?: readonly number[]): string {
  // cli-table3 would wrap, too, but cuts a line of text that begins with spaces.
  const lines = (cell: string, column: number): string => (sizes ? wrap(cell, sizes[column]) : cell);
  const grid = new Table({
    head: head.map(lines),
    // Colour in the head would go into pipes and files.
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    ...(sizes && { colWidths: sizes.map((size) => size + 2) }),
    chars: {
      left: '',
      right: '',
      top: '',
      'top-left': '',
      'top-right': '',
      'top-mid': '',
      bottom: '',
      'bottom-left': '',
      'bottom-right': '',
      'bottom-mid': '',
      'left-mid': '',
      'right-mid': '',
      middle: ' ',
      mid: '─',
      'mid-mid': '─',
    },
  });
  for (const row of rows) grid.push(row.map(lines));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Whether no number of a column has a digit among the first three decimals, and one is not 0. */
function isSmall(column: readonly (string | number)[]): boolean {
  const most = Math.max(0, ...column.map((cell) => (typeof cell === 'number' ? Math.abs(cell) : 0)));
  return most > 0 && most < SMALL;
}

const SMALL = 1e-3;

/** A number to 4 decimals. */
export function decimal(value: number, digits = 4): string {
  return Number.isFinite(value) ? value.toFixed(digits).replace(/^-(0(\.0*)?)$/, '$1') : 'n/a';
}

/** A number to some decimals, or where these would show none of it, to as many significant digits. */
export function figure(value: number, digits = 4): string {
  const small = value !== 0 && Math.abs(value) < 10 ** (1 - digits);
  return small ? value.toExponential(digits - 1) : decimal(value, digits);
}

/** A share as a percentage to two significant digits. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
