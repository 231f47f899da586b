import { createHash } from 'node:crypto';
import type { CommandModule } from 'yargs';
import { aggregate as aggregateLog } from '../../aggregates/aggregate.js';
import { writeAggregates } from '../../files/aggregates/writeAggregates.js';
import { nextText } from '../aggregates/nextText.js';
import { type LogFiles, openLogFiles } from '../aggregates/openLogFiles.js';
import { weighedBy } from '../aggregates/weighedBy.js';
import { defineCommand } from '../arguments/command.js';
import { logOptions, shared, summaryJson } from '../arguments/options.js';
import { announce } from '../output/notes/announce.js';
import { progressBar } from '../output/progressBar.js';
import { say } from '../say.js';

const OPTIONS = {
  policy: {
    type: 'string',
    describe: 'target policy to sum weights for: a file (default: none, so that counts alone are written, for fit)',
  },
  round: shared.round,
  behaviour: {
    type: 'string',
    describe:
      "behaviour policy: logged (the log's probabilities; the default where there are any), estimated (from the counts of the whole log), or a file",
  },
  counts: {
    type: 'string',
    array: true,
    nargs: 1,
    describe:
      "with --behaviour estimated and --shard: counts of the whole log, as `couplet aggregate` writes them, a file or several as 'c*.parquet'; may be given more than once",
  },
  mdp: {
    type: 'string',
    describe:
      'model for dr and wdr, held fixed: as `couplet fit --counts` fits one to the counts of the same log, or another (default: none, and neither of them)',
  },
  horizon: {
    type: 'number',
    describe: "most steps of an episode (default: the log's horizon, else its longest episode)",
  },
  discount: shared.policyDiscount,
  blocks: {
    type: 'number',
    default: 4096,
    describe: 'blocks of episodes, of which intervals are made: 4096, 256, 16 or 1',
  },
  shard: {
    type: 'string',
    describe: 'sum up only part i of n, as 0/3, 1/3 and 2/3 on three machines; files of the parts are added up later',
  },
  sort: {
    type: 'boolean',
    default: false,
    describe: 'sort the log by episode and t first, in temporary files; needs DuckDB (npm install @duckdb/node-api)',
  },
  from: {
    type: 'string',
    describe:
      'in place of files, a query whose rows are the log, as "SELECT * FROM \'s3://bucket/*.parquet\'": of anything that DuckDB reads; needs it (npm install @duckdb/node-api)',
  },
  states: {
    type: 'number',
    describe: 'number of states, where neither log nor policy says it (default: the largest + 1)',
  },
  actions: { type: 'number', describe: 'number of actions, likewise' },
  column: logOptions.column,
  json: summaryJson,
  out: { ...shared.out, demandOption: true, describe: 'file of sums to write (.parquet)' },
} as const;

export const aggregate: CommandModule = defineCommand(
  'aggregate',
  (argv) =>
    argv
      .positional('logs', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe:
          "files of a log, in its order (.parquet; .csv, .tsv, .jsonl, also .gz; .npz), or several as 'part-*.parquet'; the rows of an episode together",
      })
      .options(OPTIONS)
      .example("couplet aggregate 'part-*.parquet' --policy target.json --out sums.parquet", 'for ope --aggregates')
      .example("couplet aggregate 'part-*.parquet' --out counts.parquet", 'counts alone, for fit --counts')
      .example(
        "couplet aggregate 'part-*.parquet' --policy target.json --horizon 20 --shard 0/3 --out a0.parquet",
        'a third, on one of three machines',
      ),
  async ({ logs, out, json, ...args }, { provenance }) => {
    const { policy, options } = await weighedBy(args);
    const bar = progressBar('summing');
    let files: LogFiles | undefined;
    try {
      files = await openLogFiles(logs, args, policy, (done, total) => {
        bar.update(done, total);
      });
      const sums = await aggregateLog(files.source, { ...options, ...files.fixed });
      bar.stop();
      const { weighted } = sums;
      const nEpisodes = sums.first.reduce((sum, n) => sum + n, 0);
      const nSteps = sums.counts.count.reduce((sum, n) => sum + n, 0);
      const made = await provenance({
        // A query may hold a password.
        ...(args.from === undefined
          ? { logs: files.paths }
          : { from: `SHA-256 ${createHash('sha256').update(args.from).digest('hex')}` }),
        ...(weighted && {
          horizon: weighted.horizon,
          discount: weighted.discount,
          behaviour: args.behaviour ?? weighted.behaviour,
        }),
      });
      await writeAggregates(out, sums, made);
      announce(
        { out, json },
        `${nEpisodes} episodes, ${nSteps} steps of ${args.from === undefined ? `${files.paths.length} files` : 'a query'}`,
        {
          ...{ nEpisodes, nSteps },
          ...(weighted && { horizon: weighted.horizon, discount: weighted.discount, behaviour: weighted.behaviour }),
          couplet: made,
        },
      );
      if (!json) say(nextText(out, args));
    } finally {
      bar.stop();
      await files?.remove();
    }
  },
);
