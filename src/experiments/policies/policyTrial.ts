import { type Rng, createRng } from '../../core/random/rng.js';
import { meanAndError } from '../../core/statistics/meanAndError.js';
import { mixWorst } from '../../fit/worst/mixWorst.js';
import { type StateCheck, checkStates } from '../../honest/checkStates/checkStates.js';
import { fragility } from '../../honest/fragility.js';
import { improve } from '../../honest/improve/improve.js';
import { fragilityFigure } from '../../honest/verdict/fragilityFigure.js';
import { type Verdict, type VerdictLevel, verdict } from '../../honest/verdict/verdict.js';
import type { VerdictFigure } from '../../honest/verdict/verdictFigures.js';
import { withoutFloor } from '../../mdp/floorState.js';
import type { Mdp } from '../../mdp/mdp.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { unseenShare } from '../../mdp/unseenShare.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Trial } from '../experiment.js';
import { type PolicyWorld, policyWorld } from './policyWorld.js';
import type { PolicySpecification } from './policySpecification.js';

/** One data set of a world. */
export interface PolicyTrial extends Trial {
  readonly world: string;
  readonly episodes: number;
  readonly dataSet: number;
  readonly seed: number;
}

/**
 * What is made of a log: the best policy of the fitted model; that with one imaginary worst case a pair; what `improve`
 * finds; and to leave all as it is.
 */
export const policyRules = ['plain', 'worst 1', 'improve', 'keep'] as const;

export type PolicyRule = (typeof policyRules)[number];

/** One of these, learned from one log. */
export interface JudgedPolicy {
  readonly rule: PolicyRule;
  /** What the log makes believe that it is worth. */
  readonly promise: number;
  /** What it is worth. */
  readonly truth: number;
  /** By the log alone. */
  readonly verdict: VerdictLevel;
  /** What speaks against the promise. */
  readonly reasons: readonly VerdictFigure[];
}

export interface PolicyResult {
  readonly behaviourValue: number;
  /** The least and the greatest return of a run. */
  readonly returns: readonly [number, number];
  /** One for each rule, in their order. */
  readonly policies: readonly JudgedPolicy[];
  /** The candidate of `improve` that was chosen, or `keep`. */
  readonly chosen: string;
}

/**
 * Learns from one log by each rule. It draws from the seed, the world, the number of trajectories and the number of the
 * data set alone.
 */
export function policyTrial(specification: PolicySpecification, trial: PolicyTrial): Promise<PolicyResult> {
  const { horizon, permutations } = specification;
  const world = policyWorld(trial.world, horizon);
  const rng = createRng(trial.seed).fork('policies', trial.world, trial.episodes, trial.dataSet);
  const log = world.draw(rng.fork('log'), trial.episodes);
  const mdp = world.fitted(log);
  const ends = observedOutcomes(log, mdp.outcomes, mdp.outcome);
  const states = checkStates(rng.fork('verdict'), log, { permutations, ends });
  const improved = improvedBy(rng, log, world);
  const { behaviourValue, returns } = world;
  return Promise.resolve({
    behaviourValue,
    returns,
    policies: [
      modelled('plain', mdp, { mdp, states, world, specification }),
      modelled('worst 1', mixWorst(mdp, 1, { horizon }), { mdp, states, world, specification }),
      improved.judged,
      kept(log, world),
    ],
    chosen: improved.chosen,
  });
}

/** The best policy of a model, and what that promises. */
function modelled(
  rule: PolicyRule,
  model: Mdp,
  {
    mdp,
    states,
    world,
    specification: { horizon, discount },
  }: {
    /** As it was fitted. */
    readonly mdp: Mdp;
    readonly states: StateCheck;
    readonly world: PolicyWorld;
    readonly specification: PolicySpecification;
  },
): JudgedPolicy {
  const policy = withoutFloor(policyIteration(model, { discount }).policy, model);
  const luck = fragility(mdp, policy, { horizon });
  const { share, hardlySeen } = unseenShare(mdp, policy, { horizon })!;
  const found = verdict('model', {
    fragility: fragilityFigure(luck),
    thinShare: share + hardlySeen!.share,
    states,
  });
  const promise = model === mdp ? luck.value : luck.pessimisticValue;
  return { rule, promise, truth: world.trueValue(policy), ...words(found) };
}

function improvedBy(rng: Rng, log: Trajectories, world: PolicyWorld): { judged: JudgedPolicy; chosen: string } {
  const { winner, adjustedLower, advice, clinician } = improve(rng.fork('improve'), log, {
    leastReturn: world.returns[0],
  });
  if (!winner) return { judged: { ...kept(log, world), rule: 'improve' }, chosen: 'keep' };
  const found = verdict('gain', { gainBound: adjustedLower! });
  const promise = clinician.mean + winner.gain;
  return {
    judged: { rule: 'improve', promise, truth: world.advisedValue(advice), ...words(found) },
    chosen: winner.name,
  };
}

/** Whose runs the log holds, all of them with weight 1. */
function kept(log: Trajectories, { behaviourValue }: PolicyWorld): JudgedPolicy {
  const { mean } = meanAndError(episodeReturns(log, 1));
  const n = log.nEpisodes;
  const found = verdict('weights', { effectiveSize: n, largestWeightShare: 1 / n, shareHeld: 1 });
  return { rule: 'keep', promise: mean, truth: behaviourValue, ...words(found) };
}

function words({ level, reasons }: Verdict): Pick<JudgedPolicy, 'verdict' | 'reasons'> {
  return { verdict: level, reasons: reasons.map(({ figure }) => figure) };
}
