import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../evaluate/evaluateCounterfactual.js';
import type { PolicyPair, ReturnDifference } from './pairedReturns.js';
import { returnDifference } from './returnDifference.js';
import { transportBound } from './transportBound.js';

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

/** A piece of a comparison that needs no other: of a mechanism by its number, or the bound. */
export type ComparisonPart =
  { readonly of: 'episodes' | 'difference'; readonly mechanism: number } | { readonly of: 'bound' };

/** What is compared. */
export interface ComparedRuns {
  readonly trajectories: Trajectories;
  readonly mdp: Mdp;
  readonly policies: PolicyPair;
  readonly mechanisms: readonly CompleteMechanism[];
  readonly options: Omit<CounterfactualOptions, 'progress' | 'horizon'> & { readonly horizon: number };
}

/** Columns of a row of the table. */
export type ComparedColumns = Partial<MultiStepRow>;

/** All that `comparisonRows` needs: mechanism by mechanism, the bound last. */
export function comparisonParts(nMechanisms: number, bound: boolean): ComparisonPart[] {
  const parts = Array.from({ length: nMechanisms }, (_, mechanism): ComparisonPart[] => [
    { of: 'episodes', mechanism },
    { of: 'difference', mechanism },
  ]);
  return [...parts.flat(), ...(bound ? [{ of: 'bound' as const }] : [])];
}

/** @throws as `evaluateCounterfactual`, `returnDifference` or `transportBound` */
export function comparePart(
  { trajectories, mdp, policies, mechanisms, options }: ComparedRuns,
  part: ComparisonPart,
  progress?: Progress,
): ComparedColumns {
  const { horizon, discount = 1 } = options;
  const ofRuns = { horizon, discount, ...(progress && { progress }) };
  if (part.of === 'bound') return columns(transportBound(mdp, policies, ofRuns));
  const mechanism = mechanisms[part.mechanism];
  if (part.of === 'difference') return columns(returnDifference(mdp, policies, mechanism, ofRuns));
  const { returnVariance } = evaluateCounterfactual(trajectories, mdp, policies.target, mechanism, {
    ...options,
    ...ofRuns,
  });
  return { givenEpisode: returnVariance.reduce((sum, variance) => sum + variance, 0) / returnVariance.length };
}

/**
 * The table of a comparison.
 *
 * @param results one for each of the parts
 */
export function comparisonRows(
  mechanisms: readonly Pick<CompleteMechanism, 'name' | 'exact'>[],
  parts: readonly ComparisonPart[],
  results: readonly ComparedColumns[],
): MultiStepRow[] {
  const rows: ({ mechanism: string; exact: boolean } & ComparedColumns)[] = mechanisms.map(({ name, exact }) => ({
    mechanism: name,
    exact,
  }));
  parts.forEach((part, i) => {
    const at = part.of === 'bound' ? mechanisms.length : part.mechanism;
    rows[at] = { ...(rows[at] ?? { mechanism: 'transport bound', exact: true }), ...results[i] };
  });
  return rows as MultiStepRow[];
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
