import { once } from '../../core/once.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { type Advised, isAdvised } from '../../mdp/advice/advised.js';
import { floorState, withFloor, withoutFloor } from '../../mdp/floorState.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { spaceOver } from '../../mdp/spaceOver.js';
import { type ReturnRangeOptions, returnRange } from '../../mdp/evaluate/returnRange.js';
import { outcomeProbabilities } from '../../mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import type { Range } from '../../ope/intervals/interval.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { withBehaviour } from '../../ope/study/withBehaviour.js';
import { alignNames } from '../../trajectories/align/alignNames.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { adviceOf } from '../input/adviceOf.js';
import { besideFloor, sizesOf } from '../input/besideFloor.js';
import { inModelSpace } from '../input/inModelSpace.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
import type { LoadedLog } from '../input/loadLog.js';
import { type PolicySetting, resolveMarkovPolicy, resolvePolicy } from '../input/resolvePolicy.js';
import { advisedProblem } from './advisedProblem.js';
import { labelsOfLog } from '../output/labelsOfLog.js';
import { overruledPropensities } from './overruledPropensities.js';

/** A log in the states of a target policy, with what is known of the policy that wrote it. */
export interface OpeProblem {
  readonly log: Trajectories;
  readonly target: MarkovPolicy | Advised;
  /** Of the target. */
  readonly discount: number | undefined;
  readonly behaviour: Policy | 'logged' | 'estimated' | undefined;
  /** The behaviour policy in its own states, where it was named. */
  readonly behaviourPolicy: Policy | undefined;
  /** The target policy as it acts in the environment, undefined for advice to clinicians who are not named. */
  readonly acting: MarkovPolicy | undefined;
  readonly mdp: Mdp | undefined;
  readonly labels: Labels | undefined;
  /** The exact value of a policy in the log's environment, where there is an exact model. */
  readonly truth: ((policy: MarkovPolicy, horizon: number, discount: number) => number) | undefined;
  /** Probabilities of its outcomes at the horizon, likewise, in the order of `Env.outcomes`. */
  readonly trueOutcomes: ((policy: MarkovPolicy, horizon: number) => Float64Array) | undefined;
  /** The range of possible returns in it, likewise. */
  readonly returnRange: ((options: ReturnRangeOptions) => Range) | undefined;
}

/** What a command line says of them, beside the log and the target. */
interface OpeFiles {
  readonly mdp?: string | undefined;
  readonly behaviour?: string | undefined;
  readonly round?: number | undefined;
}

/**
 * Puts a log, a target policy and a behaviour policy together.
 *
 * @param named the target policy as the command line names it, or itself
 *
 * The policy's states decide: a log of an environment is projected to them. A policy that is named is built for the
 * model that `--mdp` gives, else for the exact model of the log's environment, else estimated from the log.
 *
 * @throws ArgumentError if they do not fit
 */
export async function opeProblem(loaded: LoadedLog, named: string | Policy, args: OpeFiles): Promise<OpeProblem> {
  return withRoomForFloor(await problemOf(loaded, named, args));
}

async function problemOf({ log: logged, env }: LoadedLog, named: string | Policy, args: OpeFiles): Promise<OpeProblem> {
  const mdp = args.mdp === undefined ? undefined : await loadMdp(args.mdp, args.round);
  // A log of an environment has the environment's numbers.
  const log = mdp && !env ? alignNames(logged, mdp) : logged;
  const model = (): Mdp | undefined => mdp ?? (env && exactModel(env));
  const setting: PolicySetting = {
    log: once(() => (mdp ? inModelSpace({ log, env }, mdp) : log)),
    // The space of a log of an environment depends on the policy.
    sizes: env ?? { nStates: Math.max(log.nStates, mdp ? sizesOf(mdp).nStates : 0), nActions: log.nActions },
    round: args.round,
  };
  const spec = typeof named === 'string' ? named : undefined;
  const advice = spec === undefined ? undefined : await adviceOf(spec, args.round);
  const target = advice
    ? { advice }
    : spec === undefined
      ? (named as Policy)
      : await resolveMarkovPolicy(spec, model, setting);
  const { discount } = advice ?? (target as MarkovPolicy);
  const patients = inSpaceOf(log, env, advice ?? (target as MarkovPolicy), advice ? 'advice' : 'policy');
  const exact = { ...exactIn(env), mdp, discount, labels: env && labelsOfLog(patients, env) };
  const { behaviour } = args;
  const clinicianNamed = async (): Promise<{ readonly policy: Policy; readonly seen: Trajectories } | undefined> => {
    if (behaviour === undefined || behaviour === 'logged' || behaviour === 'estimated') return undefined;
    const policy = await resolvePolicy(behaviour, () => (env ? exactModel(env) : mdp), setting);
    return { policy, seen: inSpaceOf(log, env, policy, 'policy') };
  };
  if (advice) {
    const clinician = await clinicianNamed();
    const given = { spec: spec!, advice, env, patients, behaviour };
    return { ...exact, ...advisedProblem({ ...given, ...(clinician && { clinician }) }) };
  }
  const common = { ...exact, target, acting: target as MarkovPolicy };
  const clinician = await clinicianNamed();
  if (!clinician) {
    const log = behaviour === 'estimated' ? overruledPropensities(patients, behaviour) : patients;
    return { ...common, log, behaviour: behaviour as 'logged' | 'estimated' | undefined, behaviourPolicy: undefined };
  }
  const { policy, seen } = clinician;
  const bare = overruledPropensities(patients, behaviour!, clinician);
  // Over the target's own states the policy says all; over others, what it does at each step.
  return seen.nStates === patients.nStates
    ? { ...common, log: bare, behaviour: policy, behaviourPolicy: policy }
    : { ...common, log: withBehaviour(bare, seen, policy), behaviour: 'logged', behaviourPolicy: policy };
}

/** With room for the floor of the model, which is no state of the log, of a policy's file or of the environment. */
function withRoomForFloor(problem: OpeProblem): OpeProblem {
  const { mdp, log, target, behaviour, behaviourPolicy, acting } = problem;
  if (!mdp || floorState(mdp) === undefined) return problem;
  return {
    ...problem,
    log: besideFloor(log, mdp),
    target: isAdvised(target) ? target : withFloor(target, mdp),
    behaviour: typeof behaviour === 'object' ? withFloor(behaviour, mdp) : behaviour,
    behaviourPolicy: behaviourPolicy && withoutFloor(behaviourPolicy, mdp),
    acting: acting && withoutFloor(acting, mdp),
  };
}

/** A policy, or advice, by what it is over. */
type Decider = Omit<Policy, 'probability' | 'undefinedRows' | 'horizon'>;

/** A log of an environment in the states that a policy, or advice, is over; any other log as it is. */
function inSpaceOf(log: Trajectories, env: Env | undefined, policy: Decider, what: 'policy' | 'advice'): Trajectories {
  if (!env)
    return policy.states || policy.actions || policy.ends ? alignNames(log, { ...policy, source: policy }) : log;
  return projectTrajectories(log, env, spaceOver(env, policy, 'ope', what).name, 'direct');
}

/** What the exact model of an environment tells, where it has one. */
export function exactIn(env: Env | undefined): Pick<OpeProblem, 'truth' | 'trueOutcomes' | 'returnRange'> {
  if (!env?.exactModel) return { truth: undefined, trueOutcomes: undefined, returnRange: undefined };
  const model = env.exactModel();
  const [finest] = env.spaces;
  const lifted = (policy: MarkovPolicy): MarkovPolicy =>
    liftPolicy(policy, abstractionBetween(env, finest.name, spaceOver(env, policy, 'ope', 'policy').name));
  return {
    truth: (policy, horizon, discount) => policyValue(model, lifted(policy), { horizon, discount }).value,
    trueOutcomes: (policy, horizon) => outcomeProbabilities(model, lifted(policy), horizon),
    returnRange: (options) => returnRange(model, options).returns,
  };
}
