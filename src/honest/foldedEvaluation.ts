import { ArgumentError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import type { Policy } from '../mdp/policy.js';
import { type OffPolicyOptions, type OffPolicyResult, offPolicyEvaluation } from '../ope/offPolicyEvaluation.js';
import { type Part, foldParts } from '../trajectories/episodeParts.js';
import { subset } from '../trajectories/subset.js';
import type { Trajectories } from '../trajectories/trajectories.js';

export interface FoldedOptions extends Omit<OffPolicyOptions, 'model' | 'refit' | 'mechanism'> {
  /** K, an integer from 2: as many policies are learned. Default 3. */
  readonly folds?: number | undefined;
}

/** The figures are those of the K policies together, each on the fold that it was not learned from. */
export interface FoldedEvaluation {
  readonly result: OffPolicyResult;
  readonly folds: readonly (Part & { readonly policy: Policy })[];
}

/**
 * A way to learn policies, judged by patients whom it did not learn from: a policy is learned from K − 1 folds of a log
 * and judged by the other one, K times, and all episodes are pooled.
 *
 * What is judged is the way of learning from (K − 1) / K of the log. A policy that is then learned from all of it is
 * another one, about as good or better.
 *
 * The folds are told apart as states, so that each policy is met by its own fold alone: estimators and intervals see
 * one log with one policy over K·S states. A model that they fit is fitted to each fold by itself.
 *
 * @param rng of the folds, by the names of episodes, and of the resamples
 * @param log in the states that the policies are over
 * @param learn a policy from the episodes of a log; called K times
 * @throws as `foldParts` and `offPolicyEvaluation`; ArgumentError if a policy is not over the log's states
 *
 * Cost: K times that of learning, and an evaluation.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 300, horizon: 1 });
 * const best = (part: Trajectories) => policyIteration(fit(part, undefined).mdp, { discount: 0.9 }).policy;
 * const { result } = foldedEvaluation(createRng(1), log, best, { estimators: ['wis'], interval: false });
 * // The better arm wins with 3/4.
 * result.estimates[0].value // 0.7...
 */
export function foldedEvaluation(
  rng: Rng,
  log: Trajectories,
  learn: (part: Trajectories) => Policy,
  { folds: count = 3, ...options }: FoldedOptions = {},
): FoldedEvaluation {
  const folds = foldParts(rng.fork('folds'), log, { folds: count, where: 'foldedEvaluation' }).map((part) => ({
    ...part,
    policy: checked(learn(subset(log, part.learn)), log),
  }));
  const target = stacked(folds.map(({ policy }) => policy));
  const { behaviour, labels } = options;
  const result = offPolicyEvaluation(rng, toldApart(log, folds), target, {
    ...options,
    ...(behaviour && typeof behaviour !== 'string' && { behaviour: stacked(folds.map(() => behaviour)) }),
    ...(labels && { labels: { ...labels, state: (s) => labels.state(s % log.nStates) } }),
  });
  return { result, folds };
}

function checked(policy: Policy, { nStates, nActions }: Trajectories): Policy {
  if (policy.nStates !== nStates || policy.nActions !== nActions)
    throw new ArgumentError(
      `foldedEvaluation: policies must be over the log's ${nStates} states and ${nActions} actions, got ${policy.nStates} and ${policy.nActions} - project the log to the policy's space first`,
    );
  return policy;
}

/** One policy over the states of all, one after the other. */
function stacked(policies: readonly Policy[]): Policy {
  const { nStates, nActions } = policies[0];
  const probability = new Float64Array(policies.length * nStates * nActions);
  policies.forEach((policy, k) => {
    probability.set(policy.probability, k * nStates * nActions);
  });
  return { nStates: policies.length * nStates, nActions, probability };
}

/** The log with state s of an episode of fold k as state k·S + s; what its states meant holds no longer. */
function toldApart(log: Trajectories, folds: readonly Part[]): Trajectories {
  const { nStates, episodeStart, source } = log;
  const [state, nextState] = [log.state.slice(), log.nextState.slice()];
  folds.forEach(({ judge }, k) => {
    for (const e of judge)
      for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
        state[i] += k * nStates;
        nextState[i] += k * nStates;
      }
  });
  const { horizon } = source;
  return {
    ...log,
    ...{ nStates: folds.length * nStates, state, nextState },
    source: horizon === undefined ? {} : { horizon },
  };
}
