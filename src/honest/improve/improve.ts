import { z } from 'zod';
import { ArgumentError } from '../../core/errors.js';
import { withOverrides } from '../../core/parameters.js';
import type { Rng } from '../../core/random/rng.js';
import { type MeanAndError, meanAndError } from '../../core/statistics/meanAndError.js';
import { normalQuantile } from '../../core/statistics/normalQuantile.js';
import type { Advice } from '../../mdp/advice/advice.js';
import { identityAdvice } from '../../mdp/advice/identityAdvice.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type AdviceChanges, adviceChanges } from './adviceChanges.js';
import { adviceTerms } from './adviceTerms.js';
import { type AdviceCandidate, adviceCandidates } from './candidates.js';
import { checkPropensities } from './checkPropensities.js';
import { choiceRecord } from './choiceRecord.js';
import { type Part, foldParts, splitParts } from '../../trajectories/episodeParts.js';

export interface ImproveOptions {
  /** The least return that any run can have, discounted: known of the process, and not read off the log. */
  readonly leastReturn: number;
  /** Weight of a reward one step later, in [0, 1]; default 1. */
  readonly discount?: number;
  /** K, into how many parts the log is cut: each is judged by what the others taught. An integer ≥ 2; default 3. */
  readonly folds?: number;
  /**
   * In place of folds: share of the episodes to learn from, in (0, 1). The others judge, and the advice is the very one
   * that they judged.
   */
  readonly split?: number;
  /** c, where weights are cut, at least 1; default 20. */
  readonly clip?: number;
  /** One-sided level of the bounds, in (.5, 1); default .95. */
  readonly level?: number;
  /** Rules to choose among, of different names; default `adviceCandidates`. */
  readonly candidates?: readonly AdviceCandidate[];
}

/** What a candidate gains over the clinician who is left alone. */
export interface JudgedCandidate {
  readonly name: string;
  readonly summary: string;
  /** D, an estimate that can only be too low, but for chance. */
  readonly gain: number;
  readonly standardError: number;
  /** D − z · standard error: below the true gain in all but 1 − level of logs. */
  readonly lower: number;
  /** Mean cut weight: the share of the advised clinician's runs that the log holds. */
  readonly shareHeld: number;
}

export interface Improvement {
  /** What to do; leaves the clinician alone in all if nothing was chosen. */
  readonly advice: Advice;
  /** The candidate with the greatest lower bound, if that is above 0. */
  readonly winner?: JudgedCandidate;
  /**
   * The winner's lower bound at level 1 − (1 − level)/m, which allows for it being the best of m: only above 0 is it
   * better than the clinician, at that level.
   */
  readonly adjustedLower?: number;
  /** In the order in which they were given. */
  readonly candidates: readonly JudgedCandidate[];
  /** What the advice would have changed in the log. */
  readonly changes: AdviceChanges;
  /** Mean return of the log. */
  readonly clinician: MeanAndError;
  readonly level: number;
  /** Episodes that the bounds rest on: all, but for a split those that nothing was learned from. */
  readonly nJudged: number;
  /**
   * `folds`: the bound is about the advice of the folds, each learned from a part of the log, and the advice returned
   * is learned anew from all of it. `split`: the bound is about the advice returned.
   */
  readonly tested: 'folds' | 'split';
}

const parameters = z.object({
  discount: z.number().min(0).max(1).default(1),
  folds: z.int().min(2).default(3),
  split: z.number().gt(0).lt(1).optional(),
  clip: z.number().min(1).default(20),
  level: z.number().gt(0.5).lt(1).default(0.95),
});

/**
 * Finds advice that makes clinicians better, if the log shows that there is any.
 *
 * Rules are learned on K − 1 of K folds and judged on the one left out by `adviceTerms`, which needs no model and no
 * Markov states, pooled over folds; the rule of the greatest lower bound is learned anew from the whole log. If none is
 * above 0, the advice is to keep the clinician.
 *
 * @param rng decides which episodes are learned from: by their names and this stream alone
 * @param log in the states that the advice is to be over, with the probabilities of all actions
 * @throws ArgumentError on options out of bounds, without those probabilities or with ones that were counted
 *   from the log, with a return below the least, or if the
 *   log is too small to be cut
 *
 * Cost O(candidates · steps · A²), less where they leave the clinician alone.
 *
 * @example
 * const env = createEnv('sepsis');
 * const physician = createPolicy('physician', env.exactModel!());
 * const log = simulate(createRng(1), env, physician, { episodes: 1000, horizon: 20, propensities: 'all' });
 * const { winner } = improve(createRng(1), projectTrajectories(log, env, 'projected'), { leastReturn: -1 });
 * winner?.name // 'veto 0.02 common + q'
 */
export function improve(rng: Rng, log: Trajectories, options: ImproveOptions): Improvement {
  const { leastReturn, candidates = adviceCandidates, ...numbers } = options;
  const { discount, folds, split, clip, level } = withOverrides('improve', parameters, numbers);
  if (!Number.isFinite(leastReturn))
    throw new ArgumentError(`improve: leastReturn must be finite, got ${leastReturn} - give the least return possible`);
  if (split !== undefined && options.folds !== undefined)
    throw new ArgumentError('improve: folds must be left out beside split, got both - choose one of them');
  checkNames(candidates);
  checkPropensities(log);
  const parts =
    split === undefined
      ? foldParts(rng, log, { folds, where: 'improve' })
      : splitParts(rng, log, { share: split, where: 'improve' });
  const judged = judge(log, candidates, parts, { leastReturn, clip, discount }, normalQuantile(level));
  const best = judged.reduce<number>((b, { lower }, c) => (lower > (judged[b]?.lower ?? 0) ? c : b), -1);
  const whole = choiceRecord(log, discount);
  const advice =
    best < 0
      ? identityAdvice(log.nStates, log.nActions)
      : candidates[best].learn(split === undefined ? whole : choiceRecord(log, discount, parts[0].learn));
  const { space, states, actions, ends } = log.source;
  const strict = normalQuantile(1 - (1 - level) / candidates.length);
  return {
    advice: {
      ...advice,
      ...(space !== undefined && { space }),
      ...(states && { states }),
      ...(actions && { actions }),
      ...(ends && { ends }),
      ...(discount > 0 && { discount }),
    },
    ...(best >= 0 && {
      winner: judged[best],
      adjustedLower: judged[best].gain - strict * judged[best].standardError,
    }),
    candidates: judged,
    changes: adviceChanges(whole, advice),
    clinician: meanAndError(episodeReturns(log, discount)),
    level,
    nJudged: parts.reduce((sum, { judge: episodes }) => sum + episodes.length, 0),
    tested: split === undefined ? 'folds' : 'split',
  };
}

/** Each candidate by its terms in all parts. */
function judge(
  log: Trajectories,
  candidates: readonly AdviceCandidate[],
  parts: readonly Part[],
  options: { readonly leastReturn: number; readonly clip: number; readonly discount: number },
  z: number,
): JudgedCandidate[] {
  const records = parts.map(({ learn }) => choiceRecord(log, options.discount, learn));
  return candidates.map(({ name, summary, learn }) => {
    const terms = parts.map(({ judge: episodes }, p) =>
      adviceTerms(log, learn(records[p]), episodes, { ...options, baseline: records[p].stateReturn }),
    );
    const { mean: gain, standardError = Infinity } = meanAndError(terms.flatMap((term) => Array.from(term.gain)));
    const shareHeld = meanAndError(terms.flatMap((term) => Array.from(term.weight))).mean;
    return { name, summary, gain, standardError, lower: gain - z * standardError, shareHeld };
  });
}

function checkNames(candidates: readonly AdviceCandidate[]): void {
  if (candidates.length === 0) throw new ArgumentError('improve: candidates must be at least one, got none');
  const names = candidates.map(({ name }) => name);
  const again = names.find((name, c) => names.indexOf(name) < c);
  if (again !== undefined)
    throw new ArgumentError(`improve: candidates must have different names, got '${again}' twice`);
}
