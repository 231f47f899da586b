import { basename } from 'node:path';
import type { Mutant } from '@stryker-mutator/api/core';

type Place = Pick<Mutant, 'fileName' | 'location' | 'mutatorName' | 'replacement'>;

/** Names a mutant by where it is, as Stryker says it: the same for two runs over the same text. */
export function placeKey({ fileName, location: { start, end }, mutatorName, replacement }: Place): string {
  return [basename(fileName), start.line, start.column, end.line, end.column, mutatorName, replacement].join('|');
}

/**
 * Names a mutant by what it changes, so that a sample stays the same when files move or lines are added above.
 *
 * @param original the text that is replaced
 * @param copy how many mutants before it in the same file change the same text in the same way
 */
export function contentKey({ fileName, mutatorName, replacement }: Place, original: string, copy: number): string {
  return [basename(fileName), mutatorName, original, replacement, copy].join('|');
}

/** The text at a location whose lines and columns count from 0. */
export function textAt(text: string, { start, end }: Mutant['location']): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join('\n');
}
