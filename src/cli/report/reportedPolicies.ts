import { basename } from 'node:path';
import { withFloor } from '../../mdp/floorState.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { wholeLog } from '../../ope/study/countedLog.js';
import { wholeWeights } from '../../ope/study/stepWeights.js';
import { prepareStudy } from '../../ope/study/study.js';
import type { PolicyProblem } from '../../report/reportProblem.js';
import { modelFragility } from '../honest/namedVerdict.js';
import { opeVerdicts } from '../honest/opeVerdicts.js';
import type { statesTester, testedStates } from '../honest/testedStates.js';
import { sizesOf } from '../input/besideFloor.js';
import type { ChosenDiscount } from '../input/chosenDiscount.js';
import { learnedFrom } from '../input/learnedFrom.js';
import type { LogInModel } from '../input/loadProblem.js';
import { resolveMarkovPolicy } from '../input/resolvePolicy.js';
import { evaluatePolicy } from '../ope/evaluatePolicy.js';
import { modelStanding } from '../ope/modelStanding.js';
import { type OpeProblem, opeProblem } from '../ope/opeProblem.js';
import { truthsOf } from '../ope/truthsOf.js';
import { measuredFragility } from '../output/notes/measuredFragility.js';
import type { ReportArguments } from './reportArguments.js';

/** A target policy over the states of the model, and how the command line names it. */
export interface ReportedPolicy {
  readonly spec: string;
  readonly policy: MarkovPolicy;
}

/** Reads the target policies, for the model. */
export function reportedPolicies(
  { policy: specs, round }: ReportArguments,
  { mdp, log }: LogInModel,
): Promise<readonly ReportedPolicy[]> {
  const setting = { log: () => log, sizes: sizesOf(mdp), round };
  return Promise.all(
    [...new Set(specs)].map(async (spec) => ({
      spec,
      policy: withFloor(await resolveMarkovPolicy(spec, () => mdp, setting), mdp),
    })),
  );
}

/** What all policies are judged by. */
interface JudgedBy {
  readonly chosen: ChosenDiscount;
  /** Tests of the states, as either command makes them. */
  readonly states: {
    readonly ope: ReturnType<typeof statesTester>;
    readonly evaluate: () => ReturnType<typeof testedStates>;
  };
}

/** What `ope` finds of a policy with the model and the first mechanism, and what the verdict of `evaluate` goes by. */
export async function judgedPolicy(
  { spec, policy }: ReportedPolicy,
  loaded: LogInModel,
  args: ReportArguments,
  { chosen, states }: JudgedBy,
): Promise<PolicyProblem> {
  const { mdp, recorded } = loaded;
  const problem = await opeProblem(recorded, spec, args);
  const ope = await evaluatePolicy(`resampling ${spec}`, problem, {
    ...args,
    ...{ discount: chosen.discount, mechanism: args.mechanism[0], estimators: undefined },
    ...{ interval: 'bootstrap', crossFit: 1, threads: 1 },
  });
  const truths = truthsOf(problem, ope);
  const standing = modelStanding(problem, ope);
  const { horizon, discount } = ope;
  const study = prepareStudy(problem.log, problem.target, { behaviour: problem.behaviour, horizon, discount });
  const truth = truthOf(problem, ope, loaded);
  return {
    ...{ name: basename(spec), policy, ope },
    verdicts: opeVerdicts(ope, { standing, states: states.ope(problem.log), truths }),
    learnedFromThisLog: await learnedFrom(args.log, { mdp: args.mdp, policy: spec }),
    ...(truth && { truth }),
    weights: wholeWeights(wholeLog(study).weights()),
    figures: {
      ...modelFragility(mdp, measuredFragility(mdp, policy, { horizon, discount }, true)),
      states: states.evaluate(),
    },
  };
}

/** Exact in the environment, where it has a model. */
function truthOf(
  { truth, trueOutcomes, acting }: OpeProblem,
  { horizon, discount }: PolicyProblem['ope'],
  { mdp, env }: LogInModel,
): PolicyProblem['truth'] {
  if (!env || !truth || !trueOutcomes || !acting) return undefined;
  const found = trueOutcomes(acting, horizon);
  const places = mdp.outcomes.map(({ name }) => env.outcomes.findIndex((outcome) => outcome.name === name));
  return { value: truth(acting, horizon, discount), outcomes: places.includes(-1) ? [] : places.map((o) => found[o]) };
}
