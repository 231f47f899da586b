import { createInterface } from 'node:readline/promises';
import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { descriptionPath, writeLogDescription } from '../../files/index.js';
import { summarizeTrajectories } from '../../trajectories/summarizeTrajectories.js';
import { defineCommand } from '../arguments/command.js';
import { columnsText, firstEpisodeText, summaryText, supposedText } from '../describe/summaryText.js';
import { understandLog } from '../describe/understandLog.js';
import { describedLog } from '../input/loadLog.js';
import { logFile, logOptions, partsOption, shared } from '../arguments/options.js';
import { note, print, printJson, say } from '../say.js';
import { unusedNumbersText } from '../output/notes/unusedNumbersText.js';

export const describe: CommandModule = defineCommand(
  'describe',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        yes: { type: 'boolean', default: false, describe: 'write the description without a question' },
        out: { ...shared.out, describe: 'description to write (default: beside the log, as log.couplet.json)' },
        json: shared.json,
        ...logOptions,
        set: shared.set,
        parts: partsOption,
      })
      .example('couplet describe export.csv', 'then: couplet fit export.csv --out mdp.json')
      .example('couplet describe export.csv --outcome died --yes', 'runs end as the column says'),
  async (args, { provenance }) => {
    if (args.log === '-')
      throw new ArgumentError('describe: a file is needed, got standard input - the log is read more than once');
    const understood = await understandLog(args.log, await describedLog(args.log, args), askEnds);
    const { log, parts, description, supposed, guess } = understood;
    const summary = summarizeTrajectories(log);
    const seen = [...understood.said, ...(log.source.env === undefined ? unusedNumbersText(log) : [])];
    if (args.json)
      printJson({ description, supposed, said: seen, columns: guess.found, unused: guess.unused, summary });
    else
      print(
        [
          columnsText(guess, description.outcome),
          firstEpisodeText(log),
          summaryText(log, summary, parts),
          supposedText(supposed, seen),
        ]
          .filter((part) => part !== '')
          .join('\n\n')
          .concat('\n'),
      );
    const path = args.out ?? descriptionPath(args.log);
    if (!args.yes && !(await confirmed(path))) return;
    await writeLogDescription(path, description, await provenance());
    say(`written to ${path}: other commands read the log by it`);
  },
);

const asking = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

async function confirmed(path: string): Promise<boolean> {
  if (!asking()) {
    note(`nothing is written yet - add --yes to write this to ${path}`);
    return false;
  }
  return /^(y|yes|)$/i.test(await answer(`Is this right? Write it to ${path} [Y/n] `));
}

async function askEnds(): Promise<'terminated' | 'truncated' | undefined> {
  if (!asking()) return undefined;
  const given = await answer(
    'No column says how runs end. Did every run reach an end (terminated), or was it cut off (truncated)? ',
  );
  if (/^te/i.test(given)) return 'terminated';
  return /^tr/i.test(given) ? 'truncated' : undefined;
}

async function answer(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}
