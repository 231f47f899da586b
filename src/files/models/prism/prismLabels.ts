import { DataError } from '../../../core/errors.js';

/** The states that have each label of a `.lab` file, in order of the labels. */
export type PrismLabels = ReadonlyMap<string, readonly number[]>;

/** What the labels are called that say more than a name. */
export const LABELS = {
  initial: 'init',
  deadlock: 'deadlock',
  terminal: 'terminal',
  /** A state that is there only to draw the first one. */
  drawn: 'drawn_start',
} as const;

/**
 * Reads `0="init" 1="deadlock"`, then `state: labels` a line.
 *
 * @throws DataError naming the line that is wrong
 */
export function prismLabels(file: string, text: string, nStates: number): PrismLabels {
  const names = new Map<string, string>();
  const states = new Map<string, number[]>();
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (names.size === 0) {
      for (const [, number, name] of line.matchAll(/(\d+)="([^"]*)"/g)) {
        names.set(number, name);
        states.set(name, []);
      }
      if (line.includes('="')) continue;
      throw new DataError(`${file}:${i + 1}: must name the labels, as 0="init" 1="deadlock", got '${line}'`);
    }
    const [, number, list] = /^(\d+):\s*([\d\s]*)$/.exec(line) ?? [];
    if ((number as string | undefined) === undefined || Number(number) >= nStates)
      throw new DataError(
        `${file}:${i + 1}: must be a state below ${nStates} and its labels, as 3: 0 2, got '${line}' - export the labels of the same model`,
      );
    for (const one of list.trim().split(/\s+/).filter(Boolean)) {
      const name = names.get(one);
      if (name === undefined)
        throw new DataError(
          `${file}:${i + 1}: labels must be of those in the first line (${[...names.keys()].join(', ')}), got ${one}`,
        );
      states.get(name)!.push(Number(number));
    }
  }
  return states;
}
