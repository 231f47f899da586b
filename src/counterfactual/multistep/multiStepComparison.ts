import { DataError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../evaluate/evaluateCounterfactual.js';
import type { PolicyPair, ReturnDifference } from './pairedReturns.js';
import { returnDifference } from './returnDifference.js';
import { transportBound } from './transportBound.js';

export interface MultiStepOptions extends CounterfactualOptions {
  /** Whether to compute the row `transport bound` as well, which takes longest; default false. */
  readonly bound?: boolean;
}

/** A line of the table. All variances: the less, the more the mechanism says. */
export interface MultiStepRow {
  /** The mechanism's name, or `transport bound`. */
  readonly mechanism: string;
  /** False where couplings are estimates from draws. */
  readonly exact: boolean;
  /**
   * Var(G~ | episode), averaged over the episodes of the log; absent for the bound, which is of no single mechanism.
   */
  readonly givenEpisode?: number;
  /** Var(G~ − G) before anything is observed: see `ReturnDifference`. */
  readonly difference: number;
  /** The part of `difference` that depends on the mechanism. */
  readonly differenceGivenStart: number;
  /** Correlation of G and G~; 0 where one of them does not vary. */
  readonly correlation: number;
}

/**
 * Mechanisms side by side over whole runs: how variable each leaves the return under the target policy once an episode
 * has been observed, and how variable it makes the effect of the policy before.
 *
 * @param trajectories log over the model's own states
 * @param policies `behaviour` is the one that wrote the log, or an estimate of it; only the difference uses it
 * @returns a row for each mechanism, in their order, and the bound if asked for
 * @throws DataError on a log without episodes, else as `evaluateCounterfactual` and `returnDifference`
 *
 * Cost: sepsis with its 146 projected states, 1,000 episodes and 20 steps: tenths of a second a row with a
 * deterministic target, some seconds with a softened one.
 */
export function multiStepComparison(
  trajectories: Trajectories,
  mdp: Mdp,
  policies: PolicyPair,
  mechanisms: readonly CompleteMechanism[],
  { bound = false, ...options }: MultiStepOptions = {},
): MultiStepRow[] {
  const { discount = 1, progress } = options;
  if (trajectories.nEpisodes === 0)
    throw new DataError('multiStepComparison: the log must hold at least one episode, got none');
  const horizon = checkedHorizon('counterfactual', trajectories, options);
  const total = mechanisms.length + (bound ? 1 : 0);
  const rows = mechanisms.map((mechanism, i): MultiStepRow => {
    const { returnVariance } = evaluateCounterfactual(trajectories, mdp, policies.target, mechanism, {
      ...options,
      horizon,
      discount,
      progress: (done, of) => progress?.(i + (0.5 * done) / of, total),
    });
    const difference = returnDifference(mdp, policies, mechanism, {
      horizon,
      discount,
      progress: (done, of) => progress?.(i + 0.5 + (0.5 * done) / of, total),
    });
    progress?.(i + 1, total);
    return {
      mechanism: mechanism.name,
      exact: mechanism.exact,
      givenEpisode: returnVariance.reduce((sum, variance) => sum + variance, 0) / returnVariance.length,
      ...columns(difference),
    };
  });
  if (bound)
    rows.push({
      mechanism: 'transport bound',
      exact: true,
      ...columns(
        transportBound(mdp, policies, {
          horizon,
          discount,
          progress: (done, of) => progress?.(mechanisms.length + done / of, total),
        }),
      ),
    });
  if (bound) progress?.(total, total);
  return rows;
}

/**
 * A return spreads no more than rounding does where its standard deviation is below this share of the size of the
 * returns.
 */
const ROUNDING = 1e-12;

function columns({
  behaviour,
  target,
  covariance,
  difference,
  varianceGivenStart,
}: ReturnDifference): Pick<MultiStepRow, 'difference' | 'differenceGivenStart' | 'correlation'> {
  const [spread, spreadOther] = [Math.sqrt(behaviour.variance), Math.sqrt(target.variance)];
  const least = ROUNDING * Math.max(Math.abs(behaviour.mean), Math.abs(target.mean), spread, spreadOther);
  return {
    difference: difference.variance,
    differenceGivenStart: varianceGivenStart,
    correlation: Math.min(spread, spreadOther) > least ? covariance / (spread * spreadOther) : 0,
  };
}
