import type { Trajectories } from '../../../../trajectories/trajectories.js';
import { areNumbers } from '../../rows/names/areNumbers.js';
import { writtenRows } from '../../rows/writtenRows.js';
import { JSONL_MARK } from './jsonMark.js';

/** The first line of a log as JSON lines. @param header as `logHeaderText` */
export function jsonHead(header: string): string {
  return `{${JSON.stringify(JSONL_MARK)}:${header}}\n`;
}

/** The steps of a log, an object a line. Episodes that have numbers for names are numbers. */
export function* jsonSteps(trajectories: Trajectories, fields: readonly string[]): Generator<string> {
  const keys = fields.map((field) => `${JSON.stringify(field)}:`);
  const numbered = !trajectories.episodeId || areNumbers(trajectories.episodeId);
  for (const [name, values] of writtenRows(trajectories)) {
    const members = values.map((value, i) => `${keys[i + 1]}${value}`);
    yield `{${keys[0]}${numbered ? name : JSON.stringify(name)},${members.join(',')}}\n`;
  }
}
