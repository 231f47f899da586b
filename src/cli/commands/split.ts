import type { CommandModule } from 'yargs';
import { createRng } from '../../core/random/rng.js';
import { writeTrajectories } from '../../files/index.js';
import { splitParts } from '../../trajectories/episodeParts.js';
import { subset } from '../../trajectories/subset.js';
import { defineCommand } from '../arguments/command.js';
import { logFile, logOptions, shared, summaryJson } from '../arguments/options.js';
import { loadLog } from '../input/loadLog.js';
import { printJson, say } from '../say.js';

export const split: CommandModule = defineCommand(
  'split',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        share: {
          type: 'number',
          default: 0.5,
          describe: 'about what share of the episodes to learn from, between 0 and 1',
        },
        learn: {
          type: 'string',
          demandOption: true,
          describe: 'file to write the part to learn from to (.csv, .jsonl, .parquet or .npz)',
        },
        judge: {
          type: 'string',
          demandOption: true,
          describe: 'file to write the part to judge by to, likewise',
        },
        seed: {
          ...shared.seed,
          describe: 'seed, an integer from 0: with the name of an episode it decides in which part it is',
        },
        json: { ...summaryJson, describe: 'print what was written as one JSON object' },
        ...logOptions,
        set: shared.set,
      })
      .example('couplet split log.csv --learn learn.csv --judge judge.csv --share 0.5 --seed 1', ''),
  async ({ share, learn, judge, seed, json, ...args }, { provenance }) => {
    const { log } = await loadLog(args.log, args);
    const [part] = splitParts(createRng(seed), log, { share, where: 'split' });
    const made = await provenance();
    const parts = { learn: subset(log, part.learn), judge: subset(log, part.judge) };
    await writeTrajectories(learn, parts.learn, made);
    await writeTrajectories(judge, parts.judge, made);
    const [toLearn, toJudge] = [parts.learn, parts.judge].map(({ nEpisodes, state }) => ({
      nEpisodes,
      nSteps: state.length,
    }));
    say(
      `${toLearn.nEpisodes} trajectories to learn from in ${learn}, ${toJudge.nEpisodes} to judge by in ${judge}, seed ${seed}`,
    );
    if (json)
      printJson({ learn: { out: learn, ...toLearn }, judge: { out: judge, ...toJudge }, share, seed, couplet: made });
  },
);
