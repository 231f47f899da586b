import type { CommandModule } from 'yargs';
import { envs } from '../../../envs/registry.js';
import { policies } from '../../../policies/registry.js';
import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { type WithParameters, listedParameters } from '../../core/schema/definedParameters.js';
import type { PluginKind } from '../../files/index.js';
import { FILE_KINDS } from '../../files/read/fileKind.js';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import { mechanisms } from '../../mechanisms/registry.js';
import { intervals } from '../../ope/intervals/registry.js';
import { estimatorCatalogue } from '../../ope/estimators/registry.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { isModule } from '../input/plugins/pluginSpec.js';
import { type Entry, listedPlugin } from '../list/listedPlugin.js';
import { print, printJson } from '../say.js';

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
        type: 'string',
        describe: `one list only, of ${Object.keys(catalogue).join(', ')}; or a file of your own (.mjs): what it holds`,
      })
      .options({ json: shared.json })
      .example('couplet list mechanisms', '')
      .example('couplet list ./mine.mjs', 'name, kind and parameters of a file of your own'),
  async ({ what, json }) => {
    const chosen = what !== undefined && isModule(what) ? await ofModule(what) : listsOf(what);
    if (json) printJson(Object.fromEntries(chosen));
    else print(chosen.map(([kind, entries]) => inWords(kind, entries)).join('\n'));
  },
);

const PLURAL: Readonly<Record<PluginKind, keyof typeof catalogue>> = {
  env: 'envs',
  policy: 'policies',
  mechanism: 'mechanisms',
  estimator: 'estimators',
};

async function ofModule(path: string): Promise<[string, readonly Entry[]][]> {
  const { kind, entry } = await listedPlugin(path);
  return [[PLURAL[kind], [entry]]];
}

function listsOf(what: string | undefined): [string, readonly Entry[]][] {
  const kinds = Object.keys(catalogue);
  if (what !== undefined && !kinds.includes(what))
    throw new ArgumentError(
      `list: must be one of ${kinds.join(', ')}, or a file of your own (.mjs), got '${what}'${didYouMean(what, kinds)}`,
    );
  return Object.entries(catalogue).filter(([kind]) => what === undefined || kind === what);
}

function named({ name, summary }: Pick<Entry, 'name' | 'summary'>): Entry {
  return { name, summary, parameters: [] };
}

function entry(definition: Pick<Entry, 'name' | 'summary'> & WithParameters<object>): Entry {
  return { ...named(definition), parameters: listedParameters(definition) };
}

function inWords(kind: string, entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ name, summary, parameters }) => [
    `  ${name.padEnd(18)} ${summary}`.trimEnd(),
    ...parameters.map(
      (parameter) =>
        `  ${''.padEnd(18)}   ${parameter.name}: ${parameter.description}${parameter.default === undefined ? '' : ` [${JSON.stringify(parameter.default)}]`}`,
    ),
  ]);
  return `${kind}\n${lines.join('\n')}\n`;
}
