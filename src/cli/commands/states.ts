import type { CommandModule } from 'yargs';
import { createRng } from '../../core/random/rng.js';
import { readFeatures, writeStates } from '../../files/index.js';
import { fitStates } from '../../states/fitStates.js';
import { featureSpaceName } from '../../states/featureStates.js';
import { defineCommand } from '../arguments/command.js';
import { logOptions, shared, summaryJson } from '../arguments/options.js';
import { announce } from '../output/notes/announce.js';
import { note } from '../say.js';

export const states: CommandModule = defineCommand(
  'states',
  (argv) =>
    argv
      .positional('features', {
        type: 'string',
        demandOption: true,
        describe: 'table with a row for each step (.csv, .tsv, .jsonl, .json or .parquet; - for standard input)',
      })
      .options({
        columns: {
          type: 'string',
          array: true,
          nargs: 1,
          demandOption: true,
          describe: 'columns that states are made of, as hr,sysbp,lactate; may be given more than once',
        },
        k: { type: 'number', demandOption: true, describe: 'number of states, without ends' },
        log: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'columns of which the logarithm is taken first, as lactate,creatinine; may be given more than once',
        },
        missing: {
          choices: ['refuse', 'mean'] as const,
          default: 'refuse' as const,
          describe: 'what a missing value is: an error, or the mean of its column (of the logarithms with --log)',
        },
        outcome: {
          type: 'string',
          describe: 'column that says how each run ended; each outcome is a state of its own after the others',
        },
        batch: {
          type: 'number',
          describe: 'mini-batches of so many rows, for large tables, as 10000 (default: rounds over all rows)',
        },
        iterations: { type: 'number', default: 100, describe: 'most rounds, or the number of batches' },
        seed: shared.seed,
        format: { ...logOptions.format, describe: 'format of the table (default: by its name; csv on standard input)' },
        separator: logOptions.separator,
        decimal: logOptions.decimal,
        json: summaryJson,
        out: { ...shared.out, default: '-', describe: 'file to write (.json), - for standard output' },
      })
      .example('couplet states vitals.csv --columns hr,sysbp,lactate --log lactate --k 750 --out states.json', '')
      .example('couplet fit vitals.csv --states states.json --out mdp.json', 'the states wherever a log is read'),
  async (args, { provenance }) => {
    const columns = namesIn(args.columns);
    const log = namesIn(args.log);
    const { missing, outcome, batch, iterations } = args;
    const format = args.format ?? (args.features === '-' ? 'csv' : undefined);
    const table = await readFeatures(args.features, columns, {
      log,
      missing,
      ...(outcome !== undefined && { outcome }),
      ...(format !== undefined && { format }),
      ...(args.separator !== undefined && { separator: args.separator === 'tab' ? '\t' : args.separator }),
      ...(args.decimal !== undefined && { decimal: args.decimal }),
    });
    const { ends, nEmpty, nMissing } = table;
    const fitted = fitStates(createRng(args.seed), table, {
      ...{ k: args.k, log, missing, iterations },
      ...(batch !== undefined && { batch }),
      ...(ends && { ends }),
    });
    const couplet = await provenance();
    await writeStates(args.out, fitted, couplet);
    const n = table.values.length / columns.length;
    const { meanSquare, converged, sizes } = fitted;
    const explained = 1 - meanSquare / columns.length;
    announce(
      args,
      `${args.k} states of ${columns.length} features, from ${n} rows; ${(100 * explained).toFixed(1)} % of the variance is between states; ${Math.min(...sizes)} to ${Math.max(...sizes)} rows a state`,
      {
        ...{ states: args.k, features: columns.length, rows: n, space: featureSpaceName(fitted.states) },
        ...{ ends: ends?.names ?? [], explained, meanSquare, iterations: fitted.iterations, converged },
        ...{ least: Math.min(...sizes), most: Math.max(...sizes), couplet },
      },
    );
    if (nEmpty > 0)
      note(`${nEmpty} rows without any of the features are left out, as rows are that say how a run ended`);
    nMissing.forEach((count, j) => {
      if (count > 0) note(`${columns[j]} is missing in ${count} rows of ${n}, and is taken to be the mean there`);
    });
    if (!converged && batch === undefined)
      note(`rows still changed their states after ${iterations} rounds: --iterations allows more`);
  },
);

/** Names in lists with commas between them. */
function namesIn(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(',').map((name) => name.trim())).filter((name) => name !== '');
}
