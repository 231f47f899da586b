import type { CommandModule } from 'yargs';
import { readMechanism } from '../../files/index.js';
import { checkMechanism } from '../../laws/index.js';
import type { LawResult } from '../../laws/index.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { isFile } from '../input/resolvePolicy.js';
import { print, printJson } from '../say.js';

/** Scores for mechanisms that need one: any will do, the laws hold for all. */
const SCORE = Float64Array.from({ length: 64 }, (_, k) => Math.sin(3 * k));

export const check: CommandModule = defineCommand(
  'check',
  (argv) =>
    argv
      .positional('mechanism', {
        type: 'string',
        demandOption: true,
        describe: 'a file, or a name (see `couplet list mechanisms`)',
      })
      .options({
        runs: { type: 'number', default: 100, describe: 'cases tried for each law' },
        draws: { type: 'number', default: 10_000, describe: 'draws for each comparison of frequencies' },
        seed: shared.seed,
        json: shared.json,
      })
      .example('couplet check ./mine.mjs', 'which laws hold, with the smallest counterexample where one does not'),
  async ({ mechanism: spec, runs, draws, seed, json }, { provenance }) => {
    const context = { score: SCORE };
    const mechanism = isFile(spec) ? await readMechanism(spec, context) : await createMechanism(spec, context);
    const report = checkMechanism(mechanism, { runs, draws, seed });
    if (json) printJson({ ...report, runs, draws, seed, couplet: await provenance() });
    else {
      const laws = report.laws.map((law) => line(law, LAW)).join('\n');
      const properties = report.properties.map((property) => line(property, PROPERTY)).join('\n');
      const verdict = report.lawful
        ? 'No law fails. That is no proof: these are the cases tried.'
        : 'At least one law fails: counterfactuals under this mechanism would be wrong.';
      print(
        `${report.mechanism}, declared ${report.implicit ? 'implicit' : 'not implicit'}; ${runs} cases a law, seed ${seed}\n\nlaws\n${laws}\n\nproperties\n${properties}\n\n${verdict}\n`,
      );
    }
    if (!report.lawful) process.exitCode = 1;
  },
);

const LAW = { holds: 'holds', fails: 'FAILS', 'not applicable': '-' } as const;
/** A mechanism may lack a property without fault. */
const PROPERTY = { holds: 'yes', fails: 'no', 'not applicable': '-' } as const;

function line({ law, verdict, detail, counterexample }: LawResult, marks: typeof LAW | typeof PROPERTY): string {
  const head = `  ${marks[verdict].padEnd(6)} ${law}`;
  if (verdict === 'not applicable') return `${head} (${detail})`;
  if (counterexample !== undefined) return `${head}\n         smallest counterexample: ${detail}`;
  // That no counterexample was found says the mark; what else there is to know comes after it.
  const note = detail.split('; ').slice(1).join('; ');
  return note === '' ? head : `${head}\n         ${note}`;
}
