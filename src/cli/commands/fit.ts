import type { CommandModule } from 'yargs';
import { behaviour as estimateBehaviour } from '../../../policies/behaviour.js';
import { ArgumentError } from '../../core/errors.js';
import { writeMdp, writePolicy } from '../../files/index.js';
import { DEFAULT_SUPPORT } from '../../fit/dirichletPrior.js';
import { fit as fitMdp } from '../../fit/fit.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import type { Mdp } from '../../mdp/mdp.js';
import { plainSpace } from '../../fit/plainSpace.js';
import { announce } from '../output/notes/announce.js';
import { defineCommand } from '../arguments/command.js';
import { describeMdp, mdpSummary } from '../output/describeMdp.js';
import { namesOf } from '../output/namesOf.js';
import { partsOfLog } from '../input/partsOfLog.js';
import { optionalLogFile } from '../arguments/optionalLog.js';
import { loggedOrCounted } from '../aggregates/loggedOrCounted.js';
import { logOptions, partsOption, shared, summaryJson } from '../arguments/options.js';
import { note, warn } from '../say.js';
import { sayStateCheck } from '../honest/sayStateCheck.js';
import { stateRewards } from '../input/stateRewards.js';
import { unusedNumbersText } from '../output/notes/unusedNumbersText.js';

/** A log this large makes the one added count of published absorption vanish among the real ones. */
const LARGE_LOG = 5000;

export const fit: CommandModule = defineCommand(
  'fit',
  (argv) =>
    argv
      .positional('log', optionalLogFile)
      .options({
        counts: {
          type: 'string',
          array: true,
          nargs: 1,
          describe:
            'in place of a log, counts of its transitions: a file of `couplet aggregate`, or what a database answers (.parquet, .csv, .jsonl), or several as c*.parquet, added up; may be given more than once',
        },
        ...logOptions,
        set: shared.set,
        parts: partsOption,
        space: { type: 'string', describe: "state space of the model (default: the log's own)" },
        absorption: {
          choices: ['direct', 'published'] as const,
          default: 'direct' as const,
          describe: 'how ends get into a coarser model; published: as in the code of Oberst & Sontag',
        },
        unseen: {
          type: 'string',
          describe:
            'what follows a pair never seen: self, uniform, error, or an outcome such as death [default: the worst end if there is one state for it, else self; said for this log]',
        },
        prior: { type: 'number', describe: 'Dirichlet prior: total pseudo-count of a row' },
        'prior-mean': { type: 'string', describe: 'MDP file whose rows are the prior mean (default: uniform)' },
        'prior-support': {
          choices: ['row', 'state', 'all'] as const,
          default: DEFAULT_SUPPORT,
          describe:
            'what a uniform prior spreads over: what was logged to follow the pair (row), its state whatever the action (state), or all states; where nothing was, --unseen says what follows',
        },
        reward: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe:
            'what entering a state pays where no logged step did, as STATE=VALUE; may be given more than once (default: as logged elsewhere)',
        },
        worst: {
          type: 'number',
          describe:
            'pessimism: imaginary cases of the worst that can follow, such as death, to add to those of each pair; 1 is much',
        },
        horizon: {
          ...shared.horizon,
          describe:
            'for --worst: steps of a run, where they can cost: is an end worse, or to go on? [default: Infinity]',
        },
        discount: { ...shared.discount, describe: 'for --worst: weight of a reward one step later [default: 1]' },
        behaviour: { type: 'string', describe: 'file to write the estimated behaviour policy to' },
        json: summaryJson,
        out: { ...shared.out, default: '-', describe: 'file to write (.json or .npz), - for standard output' },
      })
      .example('couplet fit log.csv --space projected --out mdp.json', '')
      .example('couplet fit --counts counts.parquet --out mdp.json', 'a log of any size, from its counts')
      .example('couplet fit log.csv --space projected --worst 1 --out careful.json', 'one imaginary death a pair'),
  async (args, { provenance }) => {
    const { log, nEpisodes, steps, env, parts, mean } = await loggedOrCounted(args);
    if (args.space !== undefined && env === undefined)
      throw new ArgumentError(
        `fit: the log's environment is needed for --space ${args.space}, got none - name it with --env`,
      );
    const space = args.space ?? log.source.space;
    const known = env && fitSpaceOf(env, log.source.space ?? env.recorded, space ?? env.recorded);
    const rewards =
      args.reward.length > 0
        ? stateRewards('--reward', args.reward, (known ?? plainSpace(log)).abstraction.to)
        : undefined;
    const actionParts = partsOfLog({ log, env, parts });
    const { mdp, counts, nUnpaid, unseen } = fitMdp(log, known, {
      absorption: args.absorption,
      ...(actionParts && { actionParts }),
      ...(rewards && { rewards }),
      ...(args.unseen !== undefined && { unseen: args.unseen }),
      ...(args.prior !== undefined && {
        prior: { concentration: args.prior, ...(mean ? { mean } : { support: args.priorSupport }) },
      }),
      ...(args.worst !== undefined && {
        worst: {
          cases: args.worst,
          ...(args.horizon !== undefined && { horizon: args.horizon }),
          discount: args.discount,
        },
      }),
    });
    const couplet = await provenance(unseen === undefined ? {} : { unseen });
    await writeMdp(args.out, mdp, couplet);
    if (args.behaviour !== undefined)
      await writePolicy(
        args.behaviour,
        {
          ...estimateBehaviour(counts),
          ...namesOf(mdp),
          ...(mdp.source.space !== undefined && { space: mdp.source.space }),
        },
        couplet,
      );
    announce(args, `${describeMdp(mdp)}, from ${nEpisodes} trajectories${unseenText(mdp, unseen)}`, {
      ...mdpSummary(mdp),
      nEpisodes,
      couplet,
    });
    if (steps) {
      if (env === undefined) unusedNumbersText(steps).forEach(note);
      sayStateCheck({ log: steps, env }, args.log!, args.space);
    } else note('counts do not tell whether states hide something: couplet check-states asks the log, or a part of it');
    if (nUnpaid > 0)
      note(
        `${nUnpaid === 1 ? '1 pair that was never tried stays in its state and pays' : `${nUnpaid} pairs that were never tried stay in their states and pay`} 0, as no logged step tells what entering pays: --reward STATE=VALUE gives it, --unseen another successor`,
      );
    if (args.absorption === 'published' && nEpisodes > LARGE_LOG)
      warn(
        `published absorption adds one count for each end state, which vanishes among the counts of ${nEpisodes} trajectories: the model hardly ever ends. Use --absorption direct.`,
      );
  },
);

/** What was chosen, or found, to follow pairs that neither the log nor a prior tells of; nothing where there are none. */
function unseenText({ observed, source }: Mdp, unseen: string | undefined): string {
  if (unseen === undefined || observed?.every((seen) => seen === 1) !== false) return '';
  const pairs = source.prior?.support === 'state' ? 'states in which nothing was tried' : 'pairs never tried';
  return `; ${pairs}: ${unseen === 'self' ? 'stay in their state' : `lead to ${unseen === 'uniform' ? 'all states alike' : unseen}`} (--unseen ${unseen})`;
}
