import type { CommandModule } from 'yargs';
import { behaviour as estimateBehaviour } from '../../../policies/behaviour.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { observedModel } from '../../counterfactual/chain/observedModel.js';
import { comparisonCost } from '../../counterfactual/multistep/comparisonCost.js';
import { countTransitions } from '../../fit/transitionCounts.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { chosenDiscount, discountText } from '../input/chosenDiscount.js';
import { comparisonCostText } from '../output/notes/comparisonCostText.js';
import { compareInThreads } from '../compare/compareInThreads.js';
import { chosenThreads, threadsOption } from '../arguments/threads.js';
import { defineCommand } from '../arguments/command.js';
import { loadMarkovProblem } from '../input/loadProblem.js';
import {
  drawsOption,
  logFile,
  logOptions,
  mechanismsOption,
  problemOptions,
  scoreOptions,
  shared,
  unmodelledOption,
} from '../arguments/options.js';
import { withProgressOf } from '../output/progressBar.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { namedScore } from '../input/resolveScores.js';
import { resolveMarkovPolicy } from '../input/resolvePolicy.js';
import { note, print, printJson } from '../say.js';
import { table } from '../output/table.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { warnOfUnseen } from '../output/notes/warnOfUnseen.js';
import { ComparisonPicture } from '../pictures/ComparisonPicture.js';
import { writePicture } from '../pictures/svg/writePicture.js';

export const compare: CommandModule = defineCommand(
  'compare',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        ...problemOptions,
        behaviour: { type: 'string', describe: 'behaviour policy: a file or a name (default: estimated from the log)' },
        mechanism: mechanismsOption,
        bound: {
          type: 'boolean',
          default: true,
          describe: 'add the least that any step-by-step coupling reaches (--no-bound to leave it out)',
        },
        horizon: { ...shared.horizon, describe: "steps of a run (default: the log's horizon)" },
        discount: shared.policyDiscount,
        ...scoreOptions,
        draws: drawsOption,
        unmodelled: unmodelledOption,
        threads: threadsOption,
        seed: shared.seed,
        json: shared.json,
        picture: shared.picture,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet compare log.csv --mdp mdp.json --policy target.json --score value', ''),
  async (args, { provenance }) => {
    const { mdp, log, policy: target } = await loadMarkovProblem(args);
    const behaviour =
      args.behaviour === undefined
        ? estimateBehaviour(countTransitions(log, mdp.nStates, mdp.nActions))
        : await resolveMarkovPolicy(args.behaviour, () => mdp, { log: () => log, sizes: mdp, round: args.round });
    const threads = chosenThreads(args.threads);
    const { score, scoreDiscount, draws, seed, horizon, bound } = args;
    const chosen = chosenDiscount(args.discount, [{ name: args.policy, policy: target }]);
    const { discount } = chosen;
    const context = { score: namedScore(score, { mdp, policy: target, scoreDiscount }) };
    const setting = { context, draws, seed };
    const mechanisms: CompleteMechanism[] = [];
    for (const spec of args.mechanism) mechanisms.push(await resolveMechanism(spec, setting));
    const { unmodelled: rule } = args;
    const options = { discount, unmodelled: rule, ...(horizon !== undefined && { horizon }) };
    const most = checkedHorizon('counterfactual', log, options);
    const cost = comparisonCostText(comparisonCost(mdp, { behaviour, target }), most, {
      mechanisms: mechanisms.length,
      bound,
    });
    if (cost !== undefined) note(cost);
    const runs = {
      trajectories: log,
      mdp,
      policies: { behaviour, target },
      mechanisms,
      options: { ...options, horizon: most },
    };
    const named = args.mechanism.map((spec) => ({ spec, setting }));
    const rows = await withProgressOf('comparing', (progress) =>
      compareInThreads(runs, { bound, named }, threads, progress),
    );
    const { unmodelled } = observedModel(mdp, log, rule);
    noteUnmodelled(log, unmodelled);
    const unseen = warnOfUnseen(mdp, target, { discount, horizon: most });
    const source = await provenance({ discount });
    const about = `Whole runs of ${log.nEpisodes} episodes, ${discountText(chosen)}`;
    if (args.picture !== undefined) await writePicture(args.picture, ComparisonPicture({ rows, about }), source);
    if (args.json) {
      const result = {
        nEpisodes: log.nEpisodes,
        ...chosen,
        rows,
        unmodelled,
        ...(unseen && { unseen }),
        couplet: source,
      };
      printJson(result);
      return;
    }
    const cells = rows.map((row) => [
      row.mechanism,
      row.givenEpisode?.toPrecision(4) ?? '-',
      row.difference.toPrecision(4),
      row.differenceGivenStart.toPrecision(4),
      row.correlation,
    ]);
    print(
      `${about}; G the return as treated, G~ under the target policy\n` +
        `G~ given episode: variance left once the episode is known, averaged over episodes; G~ - G: before anything is known,\n` +
        `and given the first state, the part that depends on the mechanism\n\n` +
        `${table(['mechanism', 'G~ given episode', 'G~ - G', 'given start', 'correlation'], cells)}\n`,
    );
  },
);
