import type { Trajectories } from '../../../../trajectories/trajectories.js';
import type { LogColumn } from '../../columns/logColumn.js';
import { fieldNames, writtenRows } from '../../rows/writtenRows.js';
import { CSV_MARK } from './csvMark.js';

/**
 * A log as comma-separated values, piece by piece: its header, the names of its fields, a line a step. It needs nothing
 * of a file, and so runs in a browser, too.
 *
 * @param header as `logHeaderText`
 */
export function* csvLog(
  trajectories: Trajectories,
  header: string,
  names: Readonly<Record<LogColumn, string>>,
): Generator<string> {
  yield csvHead(header, fieldNames(trajectories, names));
  yield* csvSteps(trajectories);
}

/** The lines before the steps. */
export function csvHead(header: string, fields: readonly string[]): string {
  return `${CSV_MARK}${header}\n${fields.map(csvField).join(',')}\n`;
}

/** The steps, a line each. */
export function* csvSteps(trajectories: Trajectories): Generator<string> {
  for (const [name, values] of writtenRows(trajectories)) yield `${csvField(name)},${values.join(',')}\n`;
}

/** Quoted where the text could be taken for something else. */
function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$|^#/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
