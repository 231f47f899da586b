import type { CommandModule } from 'yargs';
import { createRng } from '../../core/random/rng.js';
import { countDecisions } from '../../counterfactual/causation/decisionCounts.js';
import { decisionTable } from '../../counterfactual/causation/decisionTable.js';
import { readPatients } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { defineCommand } from '../arguments/command.js';
import { drawsOption, mechanismsOption, shared } from '../arguments/options.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { csvLine } from '../../core/csvLine.js';
import { withProgress } from '../output/progressBar.js';
import { print, printJson } from '../say.js';
import { DECISION_COLUMNS, decisionTableJson, decisionTableRows } from '../table/decisionTableData.js';
import { decisionTableText } from '../table/decisionTableText.js';

const { default: FIXED, ...mechanismOption } = mechanismsOption;

export const table: CommandModule = defineCommand(
  'table',
  (argv) =>
    argv
      .positional('patients', {
        type: 'string',
        demandOption: true,
        describe: 'CSV file with a line a patient, or - for standard input',
      })
      .options({
        treatment: { type: 'string', demandOption: true, describe: 'column of the treatment' },
        outcome: { type: 'string', demandOption: true, describe: 'column of the outcome' },
        strata: {
          type: 'string',
          array: true,
          nargs: 1,
          describe:
            'column of what moved the choice: patients are compared with those alike in it; may be given more than once',
        },
        good: {
          type: 'string',
          array: true,
          nargs: 1,
          describe:
            'an outcome that is good, for necessity, sufficiency, benefit and harm; may be given more than once',
        },
        control: { type: 'string', describe: 'the treatment to compare the others with (default: the first)' },
        mechanism: {
          ...mechanismOption,
          defaultDescription: `${FIXED.join(', ')}, where --good orders the outcomes`,
        },
        draws: drawsOption,
        level: { type: 'number', default: 0.95, describe: 'level of the intervals' },
        replicates: { type: 'number', default: 1000, describe: 'bootstrap replicates; 0 for no intervals' },
        seed: shared.seed,
        out: { ...shared.out, describe: 'CSV file to write one row a figure to' },
        'spreadsheet-safe': {
          type: 'boolean',
          default: false,
          describe: 'in the CSV file, a quote before names that a spreadsheet would run',
        },
        json: shared.json,
      })
      .example('couplet table patients.csv --treatment drug --outcome end --good recovered', '')
      .example('couplet table patients.csv --treatment drug --outcome end --strata age --strata sex', ''),
  async (args, { provenance }) => {
    const { strata, good, control, level, replicates, seed, draws } = args;
    const counts = countDecisions(
      await readPatients(args.patients, {
        treatment: args.treatment,
        outcome: args.outcome,
        ...(strata && { strata }),
      }),
    );
    const score = good && Float64Array.from(counts.outcomes, (name) => (good.includes(name) ? 1 : 0));
    const names = args.mechanism ?? FIXED.filter((name) => score !== undefined || name !== 'reward-cdf');
    const mechanisms: CompleteMechanism[] = [];
    for (const name of names)
      mechanisms.push({ ...(await resolveMechanism(name, { context: { score }, draws, seed })), name });
    const result = withProgress('resampling', (progress) =>
      decisionTable(createRng(seed), counts, mechanisms, {
        level,
        replicates,
        progress,
        ...(good && { good }),
        ...(control !== undefined && { control }),
      }),
    );
    const source = await provenance({ control: result.control, mechanism: names });
    if (args.out !== undefined) {
      const line = csvLine(args.spreadsheetSafe);
      await atomicWrite(
        args.out,
        (function* () {
          yield `# couplet ${JSON.stringify(source)}\n`;
          yield line(DECISION_COLUMNS);
          for (const row of decisionTableRows(result)) yield line(row);
        })(),
      );
    }
    if (args.json) printJson({ ...decisionTableJson(result), couplet: source });
    else print(decisionTableText(result), args.out === '-');
  },
);
