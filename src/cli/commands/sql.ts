import type { CommandModule } from 'yargs';
import { dialects, findDialect } from '../../aggregates/sql/dialect/dialects.js';
import { fitQuery } from '../../aggregates/sql/fitQuery.js';
import { opeQuery } from '../../aggregates/sql/opeQuery.js';
import { ArgumentError } from '../../core/errors.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { logOptions, shared } from '../arguments/options.js';
import { defineCommand } from '../arguments/command.js';
import { fileSetting, policyOfFile } from '../aggregates/policyOfFile.js';
import { resolvePolicy } from '../input/resolvePolicy.js';
import { note } from '../say.js';
import { headingText } from '../sql/headingText.js';
import { sqlLogOf } from '../sql/sqlLogOf.js';

export const sql: CommandModule = defineCommand(
  'sql',
  (argv) =>
    argv
      .positional('what', {
        choices: ['fit', 'ope'] as const,
        demandOption: true,
        describe: 'what the result is for: fit (counts alone), or ope (counts and the sums of the weights of a policy)',
      })
      .options({
        dialect: {
          choices: dialects.map(({ name }) => name),
          demandOption: true,
          describe: 'whose SQL; that of spark and bigquery was never run by a test, and says so',
        },
        table: {
          type: 'string',
          demandOption: true,
          describe: 'table or view that holds the log, one row a step, as icu.log; states and actions numbered from 0',
        },
        column: {
          ...logOptions.column,
          describe: 'name of a column in the table, as state=s; may be given more than once',
        },
        'log-description': {
          ...logOptions['log-description'],
          describe: 'file that names the columns, as `couplet describe` writes it (default: none)',
        },
        states: { type: 'number', describe: 'number of states, where no policy says it (default: the largest + 1)' },
        actions: { type: 'number', describe: 'number of actions, likewise' },
        policy: { type: 'string', describe: 'target policy: a file' },
        round: shared.round,
        behaviour: {
          type: 'string',
          describe:
            "behaviour policy: logged (column propensity; the default), estimated (by the database, from the log's counts), or a file",
        },
        horizon: { type: 'number', describe: 'most steps of an episode (default: the longest episode)' },
        discount: shared.policyDiscount,
        blocks: {
          type: 'number',
          describe:
            'blocks of episodes, of which intervals are made: 4096, 256, 16 or 1 [default: 4096, with --least 256]',
        },
        least: {
          type: 'number',
          describe: 'withhold rows of fewer episodes than this, as 10: small cells identify patients',
        },
        out: { ...shared.out, default: '-', describe: 'file to write (.sql), - for standard output' },
      })
      .example('couplet sql fit --dialect postgres --table icu.log --least 10', 'counts alone leave the database')
      .example(
        'couplet sql ope --dialect duckdb --table log --policy target.json --horizon 20 --discount 0.99 --out query.sql',
        '',
      )
      .example('couplet sql ope --dialect spark --table log --policy target.json --behaviour estimated', ''),
  async ({ what, dialect: name, least, out, ...args }, { provenance }) => {
    const dialect = findDialect(name);
    const { log, propensity } = await sqlLogOf(args);
    const heading = async (decided: Readonly<Record<string, unknown>>): Promise<string> =>
      headingText(dialect, what, { least, provenance: await provenance(decided) });
    if (what === 'fit') {
      await atomicWrite(out, [await heading({}), `${fitQuery(dialect, log, { least })};\n`]);
      return;
    }
    if (args.policy === undefined)
      throw new ArgumentError('sql ope: a target policy is needed, got none - name its file with --policy');
    const setting = fileSetting({ nStates: log.nStates, nActions: log.nActions, round: args.round });
    const { policy, discount } = await policyOfFile(args.policy, setting, args.discount);
    const horizon = args.horizon ?? (isOverTime(policy) ? policy.horizon : undefined);
    const blocks = args.blocks ?? (least === undefined ? undefined : 256);
    if (policy.states)
      note(
        `the policy's states have names: the table must number them as the policy does, from 0 for '${policy.states[0]}'`,
      );
    const chosen = args.behaviour ?? (propensity ? 'logged' : 'estimated');
    const behaviour =
      chosen === 'logged' || chosen === 'estimated'
        ? chosen
        : await resolvePolicy(chosen, () => undefined, { ...setting, option: '--behaviour' });
    const query = await opeQuery(dialect, log, policy, { horizon, discount, blocks, behaviour, least });
    const decided = { discount, behaviour: chosen, ...(horizon !== undefined && { horizon }) };
    await atomicWrite(out, [await heading(decided), `${query};\n`]);
  },
);
