import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';

/**
 * A command: `couplet NAME`. A thin record over yargs' own, so that a handler is typed by its options and may be async.
 *
 * @param build adds positionals, options and examples
 * @param run does the work; errors it throws become messages and exit codes
 */
export function defineCommand<Options>(
  command: string,
  describe: string,
  build: (argv: Argv) => Argv<Options>,
  run: (args: ArgumentsCamelCase<Options>) => Promise<void>,
): CommandModule {
  const handler = (args: ArgumentsCamelCase<Options>): Promise<void> => run(withStandardStreams(args));
  // yargs hands each handler the arguments that its own builder declared, which a list of commands cannot express.
  return { command, describe, builder: build, handler } as unknown as CommandModule;
}

/** yargs takes a lone `-` for an option without a name and leaves the empty string: standard input or output. */
function withStandardStreams<Arguments extends object>(args: Arguments): Arguments {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, value === '' ? '-' : (value as unknown)]),
  ) as Arguments;
}
