import { decimal } from '../../report/numbers.js';
import type { PolicyReport, ReportEstimate } from '../../report/report.js';
import type { FigureTable } from '../figure/Figure.js';
import type { WorthGroup, WorthRow } from './worthRows.js';

/** `0.32 [0.01, 0.77]`, with "†" where the interval does not hold the estimate. */
export function worthText({ value, interval, isOutside = false }: ReportEstimate & { isOutside?: boolean }): string {
  if (value === undefined) return 'none';
  if (!interval) return decimal(value);
  return `${decimal(value)} [${decimal(interval.lower)}, ${decimal(interval.upper)}]${isOutside ? '†' : ''}`;
}

/** All that the drawing says. */
export function worthDescription(groups: readonly WorthGroup[], policy: PolicyReport): string {
  const { observed } = policy.counterfactuals[0].summary;
  const lines = groups.flatMap(({ title, level, rows }) => [
    `${title}${level ? `, ${level}` : ''}: ${rows.map((row) => `${row.label} ${worthText(row)}${boundsText(row)}`).join('; ')}.`,
  ]);
  const truth = policy.truth ? ` The truth ${decimal(policy.truth.value)}.` : '';
  return `Returns. What was observed ${decimal(observed.mean)}.${truth} ${lines.join(' ')}`;
}

function boundsText({ bounds }: WorthRow): string {
  return bounds ? ` with bounds ${decimal(bounds.lower)} to ${decimal(bounds.upper)}` : '';
}

/** Every estimate that there is, with what the library remarks on it. */
export function worthTable({ estimates }: PolicyReport): FigureTable {
  return {
    head: ['Estimator', 'Estimate', 'Lower end', 'Upper end', 'Remark'],
    rows: estimates.map(({ estimator, value, interval, note }) => [
      estimator,
      value === undefined ? '' : decimal(value, 4),
      interval ? decimal(interval.lower, 4) : '',
      interval ? decimal(interval.upper, 4) : '',
      [...(note === undefined ? [] : [note]), ...(interval?.warnings ?? [])].join('; '),
    ]),
  };
}

/** What is odd about rows, in the library's own words: once each, with the rows that it is about. */
export function worthNotes(groups: readonly WorthGroup[]): readonly { readonly text: string; readonly of: string }[] {
  const notes = new Map<string, string[]>();
  for (const row of groups.flatMap(({ rows }) => rows))
    for (const text of notesOf(row)) notes.set(text, [...(notes.get(text) ?? []), row.label]);
  return Array.from(notes, ([text, labels]) => ({ text, of: labels.join(', ') }));
}

function notesOf({ estimator, value, interval, isOutside, note }: WorthRow): readonly string[] {
  // What the note is about stands before it here, and for several at once.
  const missing = note === undefined ? [] : [note.replace(`${estimator}: `, '')];
  if (value === undefined || !interval) return missing;
  return isOutside ? (interval.warnings ?? []).map((text) => `† ${text}`) : [];
}
