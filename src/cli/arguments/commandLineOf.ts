import type { GivenArguments } from './givenArguments.js';
import { outputOptions } from './outputFiles.js';
import { named } from './provenanceOf.js';

/**
 * A line that runs the command again, in the folder of its files: what the user gave, quoted for a shell.
 *
 * @param written names for what it writes, by option, whatever they were: the same figures have the same bytes
 */
export function commandLineOf(
  { command, values, isGiven }: GivenArguments,
  written: Readonly<Record<string, string>>,
): string {
  const words = Object.entries(values).flatMap(([option, value]): string[] => {
    if (option.startsWith('<')) return [quoted(String(named(value)))];
    if (outputOptions(command).includes(option) || !isGiven(option)) return [];
    return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => wordsOf(option, one));
  });
  const outputs = Object.entries(written).flatMap(([option, name]) => wordsOf(option, name));
  return ['couplet', command, ...words, ...outputs].join(' ');
}

function wordsOf(option: string, value: unknown): string[] {
  if (typeof value === 'boolean') return [`--${value ? '' : 'no-'}${option}`];
  const word = String(named(value));
  // A value with a dash in front would pass for an option.
  return word.startsWith('-') ? [`--${option}=${quoted(word)}`] : [`--${option}`, quoted(word)];
}

/** A word as a shell has to have it, so that it stays one word and nothing in it is obeyed. */
export function quoted(word: string): string {
  return /^[\w%+,./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
