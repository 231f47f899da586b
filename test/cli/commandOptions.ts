import yargs, { type Argv, type CommandModule } from 'yargs';
import { optionNames } from '../../src/cli/arguments/givenArguments.js';
import { loadCommand } from '../../src/cli/commands/index.js';
import { commandNames } from '../../src/cli/commands/summaries.js';

/** All commands, loaded. */
export const commands: readonly CommandModule[] = await Promise.all(commandNames.map(loadCommand));

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
