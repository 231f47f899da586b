import yargs, { type Argv, type CommandModule } from 'yargs';
import { optionNames } from '../../src/cli/arguments/givenArguments.js';

interface Internals {
  getInternalMethods(): { getUsageInstance(): { getDescriptions(): Readonly<Record<string, string>> } };
}

/** The options of a command and what each is said to be, as the parser knows them; without those of all commands. */
export function commandOptions(command: CommandModule): ReadonlyMap<string, string> {
  const parser = (command.builder as (argv: Argv) => Argv)(yargs([]));
  const descriptions = (parser as unknown as Internals).getInternalMethods().getUsageInstance().getDescriptions();
  const own = optionNames(parser).filter((option) => option !== 'help' && option !== 'version');
  return new Map(own.map((option) => [option, descriptions[option] ?? '']));
}
