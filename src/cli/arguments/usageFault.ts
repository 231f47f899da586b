import type { Argv } from 'yargs';
import { didYouMean, nearestName } from '../../core/didYouMean.js';
import { type CommandName, commandNames, isCommandName, summaries } from '../commands/summaries.js';
import { optionNames } from './givenArguments.js';

/** The words of a command line are not such as can be parsed: nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /**
   * @param lines the fault in a line, and one that says where to read on: all options at once would push the fault off
   * the screen
   */
  constructor(readonly lines: readonly string[]) {
    super(lines[0]);
  }
}

/**
 * What is wrong with a command line that cannot be parsed.
 *
 * @param command the one called, if it is one
 * @param message of yargs
 * @param parser which has the options of the command by then
 */
export function usageFault(
  command: CommandName | undefined,
  message: string | undefined,
  parser: Argv<unknown>,
): UsageError {
  const where = command === undefined ? 'couplet' : `couplet ${command}`;
  const fault = reworded(message ?? 'cannot read the command line', parser, command);
  return new UsageError([`${where}: ${fault}`, `see ${where} --help`]);
}

/** @throws UsageError of a first word that is neither a command nor an option */
export function checkCommandName(words: readonly string[]): void {
  const [first] = words;
  if (words.length === 0 || first.startsWith('-') || isCommandName(first)) return;
  throw new UsageError([`couplet: Unknown command: ${first}${didYouMean(first, commandNames)}`, 'see couplet --help']);
}

function reworded(message: string, parser: Argv<unknown>, command: CommandName | undefined): string {
  const unknown = /^Unknown arguments?: ([^,]*)/.exec(message);
  if (unknown) return `${message}${meant(unknown[1], optionNames(parser))}`;
  if (message.startsWith('Not enough non-option arguments'))
    return `Missing required argument: ${Array.from((command === undefined ? '' : summaries[command].usage).matchAll(/<(\w+)>/g), ([, name]) => name).join(', ')}`;
  const choice = /Argument: (.+?), Given: "?(.*?)"?, Choices: (.*)$/s.exec(message);
  if (choice) {
    const [, option, given, listed] = choice;
    const choices = Array.from(listed.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, one]) => one);
    return `--${option}: must be one of ${choices.join(', ')}, got '${given}'${didYouMean(given, choices)}`;
  }
  return message.replaceAll(/\s*\n\s*/g, ' ');
}

/** yargs lists options under their names in both spellings. */
function meant(name: string, options: readonly string[]): string {
  const nearest = nearestName(name, options);
  return nearest === undefined ? '' : ` - did you mean --${nearest}?`;
}
