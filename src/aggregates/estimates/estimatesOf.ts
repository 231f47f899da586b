import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError, NumericalError } from '../../core/errors.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicy, checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { discountObstacle } from '../../ope/estimators/model/discountObstacle.js';
import { endlessValue } from '../../ope/estimators/model/directMethodInfinite.js';
import { valueByOccupancy } from '../../ope/estimators/model/dualDice.js';
import { NEEDS_STATIONARY } from '../../ope/estimators/obstacleOf.js';
import { estimatorNames } from '../../ope/estimators/registry.js';
import type { Estimate, OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import { type Range, checkRange } from '../../ope/intervals/interval.js';
import { checkFinite } from '../../ope/pointEstimate.js';
import { type ModelRows, givenModelRows } from '../../ope/study/modelRows.js';
import { valueTables } from '../../ope/study/valueTables.js';
import type { Aggregates, WeightedSums } from '../aggregates.js';
import { checkModel, checkModelActs } from '../weights/checkModel.js';
import { type AggregateDiagnostics, aggregateDiagnostics, startsOf } from './aggregateDiagnostics.js';
import { blockWeights } from './blocks/blockWeights.js';
import { valueByCells } from './cellsOf.js';
import { countedModel } from './countedModel.js';
import { NOT_IN_SUMS, figuresNotInSums } from './notInSums.js';
import { gainOfSums } from './gainOfSums.js';
import { NOT_CUT, type SumSetting, sumEstimators } from './blocks/sumEstimators.js';
import { sumBlocks } from './blocks/weightSums.js';
import { weightsOf } from './blocks/weightsOf.js';

export interface EstimatesOptions {
  /** Names; default: all that apply. */
  readonly estimators?: readonly string[] | undefined;
  /** Model of dm, dm-infinite and dualdice over the states of the counts; default: fitted to the counts. */
  readonly model?: Mdp | undefined;
  readonly labels?: Labels | undefined;
  /** Least and greatest possible return, known of the process, for `cis` and the gain; default: unknown. */
  readonly returnRange?: Range | undefined;
  /** One-sided level of the lower bound of the gain; default .95. */
  readonly gainLevel?: number | undefined;
}

/** What `offPolicyEvaluation` says of a log, as far as sums tell. */
export interface AggregateResult extends Pick<
  OffPolicyResult,
  'nEpisodes' | 'horizon' | 'discount' | 'behaviour' | 'estimates' | 'leftOut' | 'gain'
> {
  /** Where `dm`, `dm-infinite` and `dualdice` have their model from. */
  readonly model: 'given' | 'fitted';
  /** Digest of the model that `dr` and `wdr` have, where the sums were made with one. */
  readonly modelOfSums?: string;
  readonly diagnostics: AggregateDiagnostics;
  /** What is told of a log in memory and not of sums, and why. */
  readonly missing: readonly { readonly figure: string; readonly reason: string }[];
}

/**
 * The value of a target policy from the sums of a log of any length: as `offPolicyEvaluation` of the log, to rounding,
 * for `on-policy`, `is`, `wis`, `pdis`, `wpdis`, `cis`, `mis`, `dm`, `dm-infinite`, `dualdice`, and `dr` and `wdr` where
 * the sums were made with a model. What needs more says so.
 *
 * @param target the policy that the sums were made with; its digest is not checked, nor is that of a model:
 *   `policyDigest` and `modelDigest` are to be compared with `weighted.target` and `weighted.modelDigest`
 * @throws ArgumentError for sums without weights, a policy or model that does not fit, unknown names; NumericalError if
 *   no estimator has a value
 *
 * Cost O(B · H + cells + H · nnz).
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const target = tabular([1, 0, 0], 2);
 * const sums = await aggregateLog(memorySource(log), { target });
 * const { estimates } = estimatesOf(sums, target, { estimators: ['wis', 'dm'] });
 * // Of arm `right`, which wins with 3/4.
 * estimates.map(({ value }) => value) // [0.7..., 0.7...]
 */
export function estimatesOf(
  aggregates: Aggregates,
  target: MarkovPolicy,
  options: EstimatesOptions = {},
): AggregateResult {
  const { model: mdp, labels, returnRange, gainLevel = 0.95 } = options;
  if (returnRange) checkRange('ope: returnRange', returnRange);
  const weighted = checkedWeights(aggregates, target, mdp);
  const values = valuesByName(aggregates, weighted, target, { mdp, returnRange });
  const names = options.estimators ?? [...values.keys()].filter((name) => values.get(name)!.obstacle === undefined);
  const estimates = names.map((name): Estimate => {
    const known = values.get(name);
    const obstacle = known ? known.obstacle : reasonOf(name);
    if (!known || obstacle !== undefined) return { estimator: name, fault: `${name}: ${obstacle}` };
    try {
      return { estimator: name, value: checkFinite(name, known.value()) };
    } catch (error) {
      if (error instanceof NumericalError) return { estimator: name, fault: error.message };
      throw error;
    }
  });
  if (estimates.length > 0 && estimates.every(({ value }) => value === undefined))
    throw new NumericalError(`ope: some estimator must have a value, got none - ${estimates[0].fault!}`);
  const diagnostics = aggregateDiagnostics(aggregates, weighted, target, { labels, modelGiven: mdp !== undefined });
  return {
    nEpisodes: diagnostics.nEpisodes,
    horizon: weighted.horizon,
    discount: weighted.discount,
    behaviour: weighted.behaviour === 'estimated' ? 'estimated' : 'known',
    model: mdp ? 'given' : 'fitted',
    estimates,
    ...(weighted.modelDigest !== undefined && { modelOfSums: weighted.modelDigest }),
    leftOut: options.estimators ? [] : leftOut(values),
    gain: gainOfSums(weighted, { level: gainLevel, returnRange }) ?? { reason: NOT_CUT },
    diagnostics,
    missing: figuresNotInSums(weighted),
  };
}

/** An estimate that sums have, and what may stand in its way in this log. */
interface SummedEstimate {
  readonly obstacle: string | undefined;
  readonly value: () => number;
}

/** In the order of reports. */
function valuesByName(
  aggregates: Aggregates,
  weighted: WeightedSums,
  target: MarkovPolicy,
  { mdp, returnRange }: { readonly mdp: Mdp | undefined; readonly returnRange: Range | undefined },
): ReadonlyMap<string, SummedEstimate> {
  const { horizon, discount } = weighted;
  const discountPower = Float64Array.from({ length: horizon + 1 }, (_, t) => discount ** t);
  const setting: SumSetting = { discountPower, returnRange };
  const sums = sumBlocks(blockWeights(weighted), new Float64Array(aggregates.blocks).fill(1));
  const start = startsOf(aggregates);
  const model: ModelRows = mdp ? givenModelRows(mdp) : countedModel(aggregates).model;
  const always = (value: () => number): SummedEstimate => ({ obstacle: undefined, value });
  const endless = (value: typeof endlessValue): SummedEstimate => ({
    obstacle: isOverTime(target) ? NEEDS_STATIONARY : discountObstacle(weighted),
    value: () => (isOverTime(target) ? NaN : value({ model, target, discount, start })),
  });
  const found = new Map<string, SummedEstimate>([
    ...sumEstimators.map(({ name, estimate, obstacle }): [string, SummedEstimate] => [
      name,
      { obstacle: obstacle?.(weighted, setting), value: () => estimate(sums, setting) },
    ]),
    [
      'dm',
      always(() => {
        const { v } = valueTables(model, target, horizon, discount);
        return start.reduce((sum, share, s) => sum + share * v[s], 0);
      }),
    ],
    ['dm-infinite', endless(endlessValue)],
    ['mis', always(() => valueByCells(weighted.cells, start, discountPower))],
    ['dualdice', endless(valueByOccupancy)],
  ]);
  return new Map(estimatorNames.flatMap((name) => (found.has(name) ? [[name, found.get(name)!] as const] : [])));
}

function leftOut(values: ReadonlyMap<string, SummedEstimate>): AggregateResult['leftOut'] {
  return estimatorNames.flatMap((estimator) => {
    const known = values.get(estimator);
    const reason = known ? known.obstacle : NOT_IN_SUMS[estimator];
    return reason === undefined ? [] : [{ estimator, reason }];
  });
}

function reasonOf(name: string): string {
  const reason = NOT_IN_SUMS[name];
  if (reason !== undefined) return reason;
  throw new ArgumentError(
    `ope: estimators must be among ${estimatorNames.join(', ')}, got '${name}'${didYouMean(name, estimatorNames)}`,
  );
}

function checkedWeights(aggregates: Aggregates, target: MarkovPolicy, mdp: Mdp | undefined): WeightedSums {
  const weighted = weightsOf(aggregates);
  checkMarkovPolicy(target, 'ope: target policy');
  checkSameSpace('ope', 'policy', target, aggregates);
  checkSteps('ope', target, weighted.horizon);
  if (mdp) {
    const { horizon, cells } = weighted;
    checkModel('ope', mdp, target, horizon);
    checkModelActs('ope', mdp, target, { horizon, cells });
  }
  return weighted;
}
