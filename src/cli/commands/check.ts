import type { CommandModule } from 'yargs';
import { pluginKinds, type PluginKind } from '../../files/index.js';
import type { LawResult } from '../../laws/index.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { type PluginReport, checkPlugin } from '../check/checkPlugin.js';
import { print, printJson } from '../say.js';

export const check: CommandModule = defineCommand(
  'check',
  (argv) =>
    argv
      .positional('plugin', {
        type: 'string',
        demandOption: true,
        describe: 'a file of your own, or a name (see `couplet list`)',
      })
      .options({
        kind: {
          choices: Object.keys(pluginKinds) as PluginKind[],
          describe: 'what the file exports (default: found out, where only one kind has such fields)',
        },
        env: { ...shared.env, describe: 'of a policy: the environment that it is for (default: small models)' },
        set: shared.set,
        runs: { type: 'number', default: 100, describe: 'of a mechanism: cases tried for each law' },
        draws: { type: 'number', default: 10_000, describe: 'draws for each comparison of frequencies' },
        seed: shared.seed,
        json: shared.json,
      })
      .example('couplet check ./mine.mjs', 'which laws hold, with the smallest counterexample where one does not')
      .example('couplet check ./rooms.mjs --set size=3', 'an environment, with a parameter'),
  async ({ plugin: spec, json, ...settings }, { provenance }) => {
    const { kind, env, set, runs, draws, seed } = settings;
    const report = await checkPlugin(spec, { kind, env, set, runs, draws, seed });
    if (json) printJson({ ...report, runs, draws, seed, couplet: await provenance() });
    else print(reportText(report, settings));
    if (!report.lawful) process.exitCode = 1;
  },
);

function reportText(report: PluginReport, { runs, seed }: { readonly runs: number; readonly seed: number }): string {
  const { kind, name, laws, properties, supports = [], lawful } = report;
  const declared =
    kind === 'mechanism'
      ? `${name}, declared ${report.implicit === true ? 'implicit' : 'not implicit'}; ${runs} cases a law, seed ${seed}`
      : `${kind} ${name}; seed ${seed}`;
  const skipped = laws.filter(({ verdict }) => verdict === 'skipped').length;
  const left = skipped === 0 ? '' : ` ${skipped} of ${laws.length} ${skipped === 1 ? 'was' : 'were'} skipped.`;
  const verdict = lawful
    ? `No law fails.${left} That is no proof: these are the cases tried.`
    : `At least one law fails: ${FAILURE[kind]} would be wrong.`;
  const parts = [declared, `laws\n${laws.map((law) => line(law, LAW)).join('\n')}`];
  if (properties) parts.push(`properties\n${properties.map((property) => line(property, PROPERTY)).join('\n')}`);
  if (supports.length > 0)
    parts.push(
      `what can be done with it\n${supports
        .map(({ use, supported, detail }) => `  ${supported ? 'yes' : 'no '}    ${use}${detail && `: ${detail}`}`)
        .join('\n')}`,
    );
  return `${[...parts, verdict].join('\n\n')}\n`;
}

const FAILURE: Readonly<Record<PluginKind, string>> = {
  mechanism: 'counterfactuals under this mechanism',
  env: 'logs and values of this environment',
  policy: 'values under this policy',
  estimator: 'what this estimator says',
};

const LAW = { holds: 'holds', fails: 'FAILS', skipped: 'skip' } as const;
/** A mechanism may lack a property without fault. */
const PROPERTY = { holds: 'yes', fails: 'no', skipped: 'skip' } as const;

function line(result: LawResult, marks: typeof LAW | typeof PROPERTY): string {
  const { law, verdict, detail } = result;
  const head = `  ${marks[verdict].padEnd(6)} ${law}`;
  if (verdict === 'skipped') return `${head} (${detail})`;
  if (verdict === 'fails')
    return `${head}\n         ${'counterexample' in result ? 'smallest counterexample: ' : ''}${detail}`;
  // That no counterexample was found says the mark; what else there is to know comes after it.
  const note = detail.replace(/^no counterexample in [^;]*(?:; )?/, '');
  return note === '' ? head : `${head}\n         ${note}`;
}
