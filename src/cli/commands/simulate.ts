import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import { type SimulateOptions, simulate as simulateTrajectories } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { announce } from '../output/notes/announce.js';
import { defineCommand } from '../arguments/command.js';
import { chosenHorizon } from '../input/chosenHorizon.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
import { shared, summaryJson } from '../arguments/options.js';
import { writeSimulated } from '../simulate/writeSimulated.js';
import { resolveEnv } from '../input/resolveEnv.js';
import { resolveActing } from '../input/resolveActing.js';

export const simulate: CommandModule = defineCommand(
  'simulate',
  (argv) =>
    argv
      .options({
        env: shared.env,
        set: shared.set,
        mdp: { type: 'string', describe: 'MDP file, in place of an environment' },
        policy: { type: 'string', demandOption: true, describe: 'behaviour policy, or advice: a name or a file' },
        behaviour: shared.clinician,
        round: shared.round,
        soften: { type: 'number', default: 0, describe: 'probability of not taking its own choice' },
        episodes: { type: 'number', default: 1000, describe: 'number of trajectories' },
        'first-episode': {
          type: 'number',
          default: 0,
          describe:
            'number of the first of them: a long log may be made in parts, each with the episodes that it has in the whole',
        },
        horizon: {
          ...shared.horizon,
          default: 20,
          describe: 'most steps of a run; of a policy over time by default all of its own',
        },
        propensities: {
          choices: ['taken', 'all', 'none'] as const,
          default: 'taken' as const,
          describe: 'behaviour probabilities to write: of the action taken, of all, none',
        },
        seed: shared.seed,
        json: summaryJson,
        out: {
          ...shared.out,
          default: '-',
          describe: 'file to write (.csv, .jsonl, .parquet or .npz), - for CSV on standard output',
        },
      })
      .conflicts('env', 'mdp')
      .example(
        'couplet simulate --env sepsis --policy physician --episodes 1000 --horizon 20 --seed 1 --out log.csv',
        '',
      )
      .example(
        'couplet simulate --env sepsis --policy physician --episodes 500 --first-episode 500 --out second.csv',
        'the second half of those',
      )
      .example(
        'couplet simulate --env sepsis --policy advice.json --behaviour physician --out advised.csv',
        'a clinician who follows advice',
      ),
  async (
    { env: name, set, mdp: mdpPath, policy: spec, behaviour, soften, round, propensities, seed, out, json, ...sizes },
    { provenance, isGiven },
  ) => {
    const { episodes } = sizes;
    if (name === undefined && mdpPath === undefined)
      throw new ArgumentError('simulate: something to simulate is needed, got none - name it with --env or --mdp');
    const source = mdpPath === undefined ? await resolveEnv(name!, set) : await loadMdp(mdpPath, round);
    const policy = await resolveActing(spec, () => ('step' in source ? exactModel(source) : source), {
      where: 'simulate',
      behaviour,
      env: 'step' in source ? source : undefined,
      soften,
      round,
      sizes: 'step' in source ? { nActions: source.nActions } : source,
    });
    const horizon = chosenHorizon(sizes.horizon, isGiven('horizon'), policy);
    const asked = { episodes, firstEpisode: sizes.firstEpisode, horizon, propensities };
    const draw = (options: SimulateOptions): Trajectories =>
      simulateTrajectories(createRng(seed), source, policy, options);
    const made = await provenance({ horizon });
    const { nEpisodes, nSteps } = await writeSimulated(out, asked, draw, made);
    announce({ out, json }, `${nEpisodes} trajectories, ${nSteps} steps, seed ${seed}`, {
      nEpisodes,
      nSteps,
      seed,
      couplet: made,
    });
  },
);
