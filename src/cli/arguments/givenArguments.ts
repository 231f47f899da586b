import type { Argv } from 'yargs';
import { ArgumentError } from '../../core/errors.js';

/** The arguments of a command as one record, whatever yargs keeps beside them. */
export interface GivenArguments {
  /** Name of the command. */
  readonly command: string;
  /** By the name on the command line, positionals as `<log>`; defaults included, absent ones left out. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the user gave it, rather than its default. */
  readonly isGiven: (option: string) => boolean;
}

/** What yargs keeps of the options that a command has, beyond its types. */
interface YargsState {
  readonly parsed: false | { readonly defaulted?: Readonly<Record<string, true>> };
  getOptions(): {
    readonly key: Readonly<Record<string, unknown>>;
    readonly array: readonly string[];
    readonly string: readonly string[];
    readonly number: readonly string[];
  };
}

/** Names of the options that a command has. */
export function optionNames(parser: Argv<unknown>): readonly string[] {
  return Object.keys((parser as unknown as YargsState).getOptions().key);
}

/** Of them those that have one value. */
export function valuedOptions(parser: Argv<unknown>): readonly string[] {
  const { string, number, array } = (parser as unknown as YargsState).getOptions();
  return [...string, ...number].filter((option) => !array.includes(option));
}

/** Names of the positionals of a command, as it is declared: `fit <log>`. */
export function positionalsOf(command: string): readonly string[] {
  return Array.from(command.matchAll(/[<[](\w+)(?:\.\.)?[>\]]/g), ([, name]) => name);
}

/**
 * @param command as declared, `fit <log>`
 * @param parser that has parsed the arguments
 * @throws ArgumentError on an option that is given twice or without a value, or a number that is none
 */
export function givenArguments(
  command: string,
  parser: Argv<unknown>,
  args: Readonly<Record<string, unknown>>,
): GivenArguments {
  const { parsed } = parser as unknown as YargsState;
  const { key, array } = (parser as unknown as YargsState).getOptions();
  const defaulted = (parsed && parsed.defaulted) || {};
  const positionals = positionalsOf(command);
  const isGiven = (option: string): boolean => args[option] !== undefined && !Object.hasOwn(defaulted, option);
  const values: Record<string, unknown> = {};
  for (const option of Object.keys(key)) {
    const value = args[option];
    if (value === undefined || option === 'help' || option === 'version') continue;
    const isPositional = positionals.includes(option);
    if (!isPositional && isGiven(option)) checkValue(option, value, array.includes(option));
    values[isPositional ? `<${option}>` : option] = value;
  }
  return { command: command.split(' ', 1)[0], values, isGiven };
}

function checkValue(option: string, value: unknown, several: boolean): void {
  if (Array.isArray(value) && !several)
    throw new ArgumentError(`--${option}: may be given once, got it ${value.length} times`);
  for (const one of (Array.isArray(value) ? value : [value]) as readonly unknown[]) {
    if (Number.isNaN(one)) throw new ArgumentError(`--${option}: must be a number, got '${wordAfter(option)}'`);
    if (one === '') throw new ArgumentError(`--${option}: a value is needed, got none`);
  }
}

/** As it was written: yargs keeps what it made of it. */
function wordAfter(option: string): string {
  const words = process.argv;
  const joined = words.findLast((word) => word.startsWith(`--${option}=`));
  return joined === undefined ? (words[words.lastIndexOf(`--${option}`) + 1] ?? '') : joined.slice(option.length + 3);
}
