import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import type { Provenance } from '../../files/index.js';
import { type CommandName, summaries } from '../commands/summaries.js';
import { commandLineOf } from './commandLineOf.js';
import { givenArguments, optionNames, positionalsOf, valuedOptions } from './givenArguments.js';
import { checkOutputs } from './outputFiles.js';
import { provenanceOf } from './provenanceOf.js';
import { inUserWords } from './userWords.js';
import { checkVoidOptions } from './void/voidOptions.js';

/** What a command can ask about how it was called. */
export interface CommandContext {
  /**
   * Where its results come from: see `provenanceOf`.
   *
   * @param decided values that were found rather than given, by the option that would have given them
   */
  readonly provenance: (decided?: Readonly<Record<string, unknown>>) => Promise<Provenance>;
  /** To copy into a shell, with other names for what is written: see `commandLineOf`. */
  readonly commandLine: (written: Readonly<Record<string, string>>) => string;
  /** Whether the user gave an option, rather than its default. */
  readonly isGiven: (option: string) => boolean;
}

/**
 * A command: `couplet NAME`, as `summaries` lists it. A thin record over yargs' own, so that a handler is typed by its
 * options and may be async. What is wrong with the arguments as a whole, and with the files that it will write, is said
 * before it runs.
 *
 * @param build adds positionals, options and examples
 * @param run does the work; errors it throws become messages and exit codes
 */
export function defineCommand<Options>(
  name: CommandName,
  build: (argv: Argv) => Argv<Options>,
  run: (args: ArgumentsCamelCase<Options>, context: CommandContext) => Promise<void>,
): CommandModule {
  const { usage: command, summary: describe } = summaries[name];
  const positionals = positionalsOf(command);
  let parser: Argv<Options> | undefined;
  const builder = (argv: Argv): Argv<Options> => (parser = withValues(build(argv), positionals));
  const handler = async (args: ArgumentsCamelCase<Options>): Promise<void> => {
    const complete = withStandardStreams(args, positionals);
    try {
      const given = givenArguments(command, parser!, complete);
      checkVoidOptions(given);
      checkOutputs(given);
      await run(complete, {
        provenance: (decided) => provenanceOf(given, decided),
        commandLine: (written) => commandLineOf(given, written),
        isGiven: given.isGiven,
      });
    } catch (error) {
      throw inUserWords(error, name, optionNames(parser!));
    }
  };
  // yargs hands each handler the arguments that its own builder declared, which a list of commands cannot express.
  return { command, describe, builder, handler } as unknown as CommandModule;
}

/** An option that has a value must get one: yargs would take `--soften` alone for an option that was not given. */
function withValues<Options>(parser: Argv<Options>, positionals: readonly string[]): Argv<Options> {
  return parser.requiresArg(valuedOptions(parser).filter((option) => !positionals.includes(option)));
}

/**
 * yargs takes a lone `-` for an option without a name and leaves the empty string: standard input. Of an option it
 * stays what it is (see `negativeValues`), and the empty string is a value that is missing.
 */
function withStandardStreams<Arguments extends object>(args: Arguments, positionals: readonly string[]): Arguments {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      value === '' && positionals.includes(key) ? '-' : (value as unknown),
    ]),
  ) as Arguments;
}
