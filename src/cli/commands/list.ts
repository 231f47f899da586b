import type { CommandModule } from 'yargs';
import { envs } from '../../../envs/registry.js';
import { policies } from '../../../policies/registry.js';
import { type ParameterFacts, type WithParameters, listedParameters } from '../../core/schema/definedParameters.js';
import { FILE_KINDS } from '../../files/read/fileKind.js';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import { mechanisms } from '../../mechanisms/registry.js';
import { intervals } from '../../ope/intervals/registry.js';
import { estimatorCatalogue } from '../../ope/estimators/registry.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { print, printJson } from '../say.js';

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly ParameterFacts[];
}

const catalogue = {
  envs: envs.map(entry),
  policies: policies.map(entry),
  mechanisms: mechanisms.map(({ name, summary, implicit, needs }) => ({
    name,
    summary: `${summary}${implicit ? '' : ' (not implicit)'}${needs === 'nothing' ? '' : ` (needs a ${needs})`}`,
    parameters: [],
  })),
  assumptions: assumptions.map(named),
  estimators: estimatorCatalogue.map(named),
  intervals: intervals.map(named),
  files: FILE_KINDS.map(named),
} satisfies Record<string, readonly Entry[]>;

export const list: CommandModule = defineCommand(
  'list',
  (argv) =>
    argv
      .positional('what', {
        choices: ['envs', 'policies', 'mechanisms', 'assumptions', 'estimators', 'intervals', 'files'] as const,
        describe: 'one list only',
      })
      .options({ json: shared.json })
      .example('couplet list mechanisms', ''),
  ({ what, json }) => {
    const chosen = Object.entries(catalogue).filter(([kind]) => what === undefined || kind === what);
    if (json) printJson(Object.fromEntries(chosen));
    else print(chosen.map(([kind, entries]) => inWords(kind, entries)).join('\n'));
    return Promise.resolve();
  },
);

function named({ name, summary }: Pick<Entry, 'name' | 'summary'>): Entry {
  return { name, summary, parameters: [] };
}

function entry(definition: Pick<Entry, 'name' | 'summary'> & WithParameters<object>): Entry {
  return { ...named(definition), parameters: listedParameters(definition) };
}

function inWords(kind: string, entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ name, summary, parameters }) => [
    `  ${name.padEnd(18)} ${summary}`,
    ...parameters.map(
      (parameter) =>
        `  ${''.padEnd(18)}   ${parameter.name}: ${parameter.description}${parameter.default === undefined ? '' : ` [${JSON.stringify(parameter.default)}]`}`,
    ),
  ]);
  return `${kind}\n${lines.join('\n')}\n`;
}
