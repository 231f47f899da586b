import Table from 'cli-table3';
import { escaped } from '../core/escaped.js';

/**
 * A table for people: first column to the left, the others to the right, no colour, thin rules.
 *
 * @param head names of the columns
 * @param rows cells, which may hold anything; numbers are shown to 4 decimals
 */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const grid = new Table({
    head: head.map(escaped),
    // Colour in the head would go into pipes and files.
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
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
  for (const row of rows) grid.push(row.map((cell) => (typeof cell === 'number' ? decimal(cell) : escaped(cell))));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A number to 4 decimals. */
export function decimal(value: number, digits = 4): string {
  return Number.isFinite(value) ? value.toFixed(digits).replace(/^-(0(\.0*)?)$/, '$1') : 'n/a';
}

/** A share as a percentage to two significant digits. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
