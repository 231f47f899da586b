import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import { writeAdvice } from '../../files/index.js';
import { adviceCandidates, policyCandidate } from '../../honest/improve/candidates.js';
import { checkPropensities } from '../../honest/improve/checkPropensities.js';
import { improve as findAdvice } from '../../honest/improve/improve.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import { alignNames } from '../../trajectories/align/alignNames.js';
import { censoredEpisodes } from '../../trajectories/censoredEpisodes.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { defineCommand } from '../arguments/command.js';
import { logFile, logOptions, shared } from '../arguments/options.js';
import { improveJson, improveText, improvedFigures } from '../improve/improveReport.js';
import { leastReturn } from '../improve/leastReturn.js';
import { chosenDiscount } from '../input/chosenDiscount.js';
import { exactModel } from '../input/exactModel.js';
import { loadLog } from '../input/loadLog.js';
import { resolvePolicy } from '../input/resolvePolicy.js';
import { labelsOfLog, wordsOfLog } from '../output/labelsOfLog.js';
import { AdvicePicture } from '../pictures/AdvicePicture.js';
import { writePicture } from '../pictures/svg/writePicture.js';
import { note, print, printJson, warn } from '../say.js';

export const improve: CommandModule = defineCommand(
  'improve',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        space: { type: 'string', describe: "state space of the advice (default: the log's own)" },
        candidate: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe:
            'policy to judge beside the rules, with the least change: a file, also one of your own (.mjs), or a name; may be given more than once',
        },
        folds: { type: 'number', default: 3, describe: 'parts of the log: each judges what the others taught' },
        split: {
          type: 'number',
          describe: 'in place of folds: share of the runs to learn from; the others judge the very advice written',
        },
        clip: { type: 'number', default: 20, describe: 'largest weight of a run' },
        level: { type: 'number', default: 0.95, describe: 'one-sided level of the lower bounds' },
        'return-range': {
          type: 'string',
          describe:
            "least and greatest possible return, as -1,1 (default: those of the log's environment); not to be read off the log",
        },
        discount: shared.policyDiscount,
        seed: shared.seed,
        json: shared.json,
        picture: shared.picture,
        out: { ...shared.out, describe: 'advice file to write (.json), - for standard output' },
        ...logOptions,
        set: shared.set,
      })
      .example('couplet improve log.csv --space projected --out advice.json', ''),
  async (args, { provenance }) => {
    const { log: recorded, env } = await loadLog(args.log, args);
    checkPropensities(recorded);
    if (args.space !== undefined && env === undefined)
      throw new ArgumentError(
        `improve: the log's environment is needed for --space ${args.space}, got none - name it with --env`,
      );
    let log = env && args.space !== undefined ? projectTrajectories(recorded, env, args.space) : recorded;
    const policies = [];
    // What is built for a model acts on the environment's finest states: advice is over them where the log is.
    const model = (): Mdp | undefined =>
      env?.exactModel && env.spaces[0].nStates === log.nStates ? exactModel(env) : undefined;
    for (const path of args.candidate) {
      const policy = await resolvePolicy(path, model, {
        log: () => log,
        sizes: { nStates: log.nStates, nActions: log.nActions },
        round: args.round,
        option: '--candidate',
        withoutModel: withoutModel(env),
      });
      if (!env && (policy.states ?? policy.actions ?? policy.ends))
        log = alignNames(log, { ...policy, source: policy });
      policies.push({ name: path, policy });
    }
    const chosen = chosenDiscount(args.discount, policies);
    const { discount } = chosen;
    const horizon = checkedHorizon('improve', log, { discount });
    const least = leastReturn(log, env, { returnRange: args.returnRange, discount, horizon });
    const found = findAdvice(createRng(args.seed), log, {
      leastReturn: least,
      discount,
      clip: args.clip,
      level: args.level,
      ...(args.split === undefined ? { folds: args.folds } : { split: args.split }),
      candidates: [...adviceCandidates, ...policies.map(({ name, policy }) => policyCandidate(name, policy))],
    });
    const nCut = censoredEpisodes(log, horizon).length;
    if (nCut > 0)
      warn(
        `${nCut} of the log's ${log.nEpisodes} runs are cut before step ${horizon} without an end: what they would have earned counts as 0`,
      );
    if (policies.length > 0)
      note(
        'a policy that was learned from this very log passes for better than it is: only rules are learned anew from each part',
      );
    const source = await provenance({ discount });
    const labels = labelsOfLog(log, env);
    const setting = { labels, chosen, leastReturn: least, nCut, folds: args.folds, out: args.out };
    if (args.out !== undefined)
      await writeAdvice(args.out, found.advice, source, { labels, extra: { improved: improvedFigures(found) } });
    if (args.picture !== undefined) await writePicture(args.picture, AdvicePicture({ found }), source);
    if (args.json) printJson({ ...improveJson(found, setting), couplet: source });
    else print(improveText(found, { ...setting, labels: wordsOfLog(log, env) }), args.out === '-');
  },
);

/** What to do where a candidate is built for a model that the log's states are not those of. */
function withoutModel(env: Env | undefined): string {
  const file = "give a policy file over the log's states";
  if (!env) return `name the log's environment with --env, or ${file}`;
  if (!env.exactModel) return file;
  const [{ name, nStates }] = env.spaces;
  return `it acts on the ${nStates} states of space '${name}': give a log in these, without --space, or ${file}`;
}
