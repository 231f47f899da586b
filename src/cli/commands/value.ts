import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { expectedLength } from '../../mdp/evaluate/expectedLength.js';
import { exactPolicyValue } from '../../mdp/exact/exactPolicyValue.js';
import { fractionText } from '../../mdp/exact/numbers/rounded.js';
import { withFloor } from '../../mdp/floorState.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import { outcomeProbabilities } from '../../mdp/evaluate/outcomeProbabilities.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { adviceOf } from '../input/adviceOf.js';
import { chosenDiscount, discountText } from '../input/chosenDiscount.js';
import { chosenHorizon } from '../input/chosenHorizon.js';
import { defineCommand } from '../arguments/command.js';
import { describeMdp } from '../output/describeMdp.js';
import { exactFigure, exactText, sayExactCost } from '../output/exactText.js';
import { sensitivityData, sensitivityOf, sensitivityText } from '../honest/sensitivity.js';
import { sizesOf } from '../input/besideFloor.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
import { shared } from '../arguments/options.js';
import { inModelSpace } from '../input/inModelSpace.js';
import { loadOwnLog } from '../input/loadLog.js';
import { overridden } from '../input/overridden.js';
import { resolveEnv } from '../input/resolveEnv.js';
import { resolveActing } from '../input/resolveActing.js';
import { stationary } from '../input/stationary.js';
import { print, printJson, say } from '../say.js';
import { decimal, figure, table } from '../output/table.js';
import { namedVerdicts } from '../../honest/verdict/namedVerdicts.js';
import { modelFragility, verdictsText } from '../honest/namedVerdict.js';
import { testedIn } from '../honest/testedStates.js';
import { thinOf } from '../honest/thinSteps.js';
import { measuredFragility, unsaidFragility } from '../output/notes/measuredFragility.js';
import { warnOfUnseen } from '../output/notes/warnOfUnseen.js';

export const value: CommandModule = defineCommand(
  'value',
  (argv) =>
    argv
      .options({
        env: shared.env,
        set: shared.set,
        mdp: { type: 'string', describe: 'MDP file, in place of an environment' },
        override: shared.override,
        policy: { type: 'string', demandOption: true, describe: 'policy, or advice: a name or a file' },
        behaviour: {
          ...shared.clinician,
          describe: `${shared.clinician.describe}; with --gamma who wrote the log (default: as the model's cases tell)`,
        },
        gamma: {
          type: 'number',
          describe:
            'by how much the odds of an action may hang on what the state hides, from 1: bounds of the value, and where the policy is no longer better than the behaviour; of a model that was fitted with --worst 1',
        },
        log: {
          type: 'string',
          describe:
            'log that the model was fitted to, or one alike, to test whether its states hide something, for the verdict; with probabilities, to measure such odds beside --gamma, too: a file that Couplet wrote or described',
        },
        round: shared.round,
        soften: { type: 'number', default: 0, describe: 'probability of not taking its own choice' },
        horizon: {
          ...shared.horizon,
          default: 20,
          describe:
            'most steps of a run, or Infinity: then with a discount below 1, or runs that end or earn nothing more; of a policy over time by default all of its own',
        },
        discount: shared.policyDiscount,
        exact: shared.exact,
        json: shared.json,
      })
      .conflicts('env', 'mdp')
      .example('couplet value --env sepsis --policy physician --horizon 20 --json', '')
      .example('couplet value --mdp mdp.json --policy target.json', 'what a fitted model promises')
      .example(
        'couplet value --mdp mdp.json --policy target.json --log log.csv',
        'and whether its states hide something',
      )
      .example(
        'couplet value --mdp worst.json --policy target.json --gamma 1.5 --log log.csv',
        'and if the state hides something',
      )
      .example(
        'couplet value --env sepsis --policy advice.json --behaviour physician',
        'the truth of a clinician who follows advice',
      )
      .example('couplet value --mdp mdp.json --policy target.json --override what-if.json', 'in a model that differs')
      .example('couplet value --mdp small.json --policy best.json --horizon Infinity --exact', 'as a fraction'),
  async (args, { provenance, isGiven }) => {
    const { env: name, set, mdp: path, policy: spec, soften, round, discount: asked, json } = args;
    if (name === undefined && path === undefined)
      throw new ArgumentError(
        'value: something to value the policy in is needed, got none - name it with --env or --mdp',
      );
    const env = name === undefined ? undefined : await resolveEnv(name, set);
    const given = env ? exactModel(env) : await loadMdp(path!, round);
    const mdp = await overridden(given, args.override);
    const own = await resolveActing(spec, () => mdp, {
      where: 'value',
      behaviour: args.behaviour,
      behaviourAlone: args.gamma !== undefined,
      env,
      soften,
      round,
      sizes: env ? { nActions: env.nActions } : sizesOf(mdp),
    });
    const chosen = chosenDiscount(asked, [{ name: spec, policy: own }]);
    const { discount } = chosen;
    const horizon = chosenHorizon(args.horizon, isGiven('horizon'), own);
    const policy = withFloor(inModel(own, env), mdp);
    const { value: expected } = policyValue(mdp, policy, { horizon, discount });
    const outcomes = outcomeProbabilities(mdp, policy, horizon);
    const length = expectedLength(mdp, policy, horizon);
    const exact = args.exact
      ? await exactPolicyValue(mdp, policy, { horizon, discount, onCost: sayExactCost })
      : undefined;
    const exactly = exact && exactFigure(exact.value, expected);
    const unseen = warnOfUnseen(mdp, policy, { horizon, discount });
    const fragile = measuredFragility(mdp, policy, { horizon, discount });
    const thinShare = thinOf(unseen);
    const logged = args.log === undefined ? undefined : await loadOwnLog(args.log, round);
    // What is exact, or changed by hand, promises nothing of a log.
    const judged = mdp.visits
      ? namedVerdicts('what the model promises', 'model', {
          ...modelFragility(mdp, fragile),
          ...(logged && { states: testedIn(logged, mdp) }),
          ...(thinShare !== undefined && { thinShare }),
        })
      : [];
    const sensitivity =
      args.gamma === undefined
        ? undefined
        : await sensitivityOf(
            mdp,
            stationary('--gamma', spec, policy),
            { ...args, gamma: args.gamma, log: logged && inModelSpace(logged, mdp) },
            { horizon, discount },
          );
    if (json) {
      // JSON has no Infinity: null stands for it.
      const finite = (n: number): number | null => (Number.isFinite(n) ? n : null);
      printJson({
        ...(judged.length > 0 && { verdict: judged }),
        value: expected,
        ...(exact && { exact: { ...exactly, stateValue: exact.stateValue.map(fractionText) } }),
        outcomes: Object.fromEntries(mdp.outcomes.map((outcome, o) => [outcome.name, outcomes[o]])),
        expectedLength: finite(length),
        horizon: finite(horizon),
        ...chosen,
        ...(unseen && { unseen }),
        ...(fragile && { fragility: fragile }),
        ...(sensitivity && { sensitivity: sensitivityData(sensitivity) }),
        policy: spec,
        ...(args.behaviour !== undefined && { behaviour: args.behaviour }),
        model: mdp.source,
        couplet: await provenance({ discount, horizon }),
      });
      return;
    }
    const advised = (await adviceOf(spec, round)) !== undefined;
    say(`${describeMdp(mdp)}; ${acting(args, advised)}, horizon ${horizon}, ${discountText(chosen)}`);
    const steps = Number.isFinite(length) ? decimal(length, 3) : 'infinite: some runs never end';
    const rows = mdp.outcomes.map((outcome, o) => [outcome.name, outcomes[o]]);
    const fraction = exactly ? `exactly ${exactText(exactly)}\n` : '';
    print(
      `${verdictsText(judged)}value ${figure(expected, 5)}\n${fraction}expected length ${steps}\n${table(['outcome', 'probability'], rows)}\n${unsaidFragility(fragile, judged)}${sensitivity ? sensitivityText(sensitivity) : ''}`,
    );
  },
);

function acting(
  { policy, behaviour }: { readonly policy: string; readonly behaviour?: string | undefined },
  advised: boolean,
): string {
  return advised ? `${behaviour} advised by ${policy}` : `policy ${policy}`;
}

/** A policy over a coarser space acts in the environment by what it sees. */
function inModel(policy: MarkovPolicy, env: Env | undefined): MarkovPolicy {
  if (!env) return policy;
  const { name } = spaceOver(env, policy, 'value', 'policy');
  const [finest] = env.spaces;
  return name === finest.name ? policy : liftPolicy(policy, abstractionBetween(env, finest.name, name));
}
