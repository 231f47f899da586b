import type { Argv, CommandModule } from 'yargs';
import { didYouMean, nearestName } from '../../core/didYouMean.js';
import { optionNames } from './givenArguments.js';

/**
 * What is wrong with a command line that cannot be parsed: the fault in a line, and one that says where to read on. All options at
 * once would push the fault off the screen.
 *
 * @param words of the command line
 * @param message of yargs
 * @param parser which has the options of the command by then
 */
export function usageFault(
  words: readonly string[],
  message: string | undefined,
  parser: Argv<unknown>,
  commands: readonly CommandModule[],
): readonly string[] {
  const command = commands.find((candidate) => nameOf(candidate) === words[0]);
  const where = command === undefined ? 'couplet' : `couplet ${nameOf(command)}`;
  return [`${where}: ${reworded(message ?? 'cannot read the command line', parser, command)}`, `see ${where} --help`];
}

/** The same of a first word that is no command; undefined where it is one, or an option. */
export function unknownCommand(
  words: readonly string[],
  commands: readonly CommandModule[],
): readonly string[] | undefined {
  const [first] = words;
  const names = commands.map(nameOf);
  if (words.length === 0 || first.startsWith('-') || [...names, 'completion'].includes(first)) return undefined;
  return [`couplet: Unknown command: ${first}${didYouMean(first, names)}`, 'see couplet --help'];
}

function nameOf({ command }: CommandModule): string {
  return String(command).split(' ', 1)[0];
}

function reworded(message: string, parser: Argv<unknown>, command: CommandModule | undefined): string {
  const unknown = /^Unknown arguments?: ([^,]*)/.exec(message);
  if (unknown) return `${message}${meant(unknown[1], optionNames(parser))}`;
  if (message.startsWith('Not enough non-option arguments'))
    return `Missing required argument: ${Array.from(String(command?.command).matchAll(/<(\w+)>/g), ([, name]) => name).join(', ')}`;
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
