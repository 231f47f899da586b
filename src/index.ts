/**
 * Couplet: counterfactual off-policy evaluation for discrete decision processes. Everything here also runs in a
 * browser.
 */

// core
export { ArgumentError, DataError, NumericalError } from './core/errors.js';
export { type NumberParameter, integerParameter, numberParameter } from './core/numberParameter.js';
export type { Progress } from './core/progress.js';
export type { MeanAndError } from './core/statistics/meanAndError.js';
export { type Rng, createRng } from './core/random/rng.js';
export type { SchemaIssue, SchemaResult, StandardSchema } from './core/schema/standardSchema.js';

// environments and policies
export { type EnvDefinition, createEnv, defineEnv, envs } from '../envs/registry.js';
export { tabularEnv } from '../envs/tabularEnv.js';
export type { Chance, Table } from '../envs/tabularModel.js';
export { behaviour } from '../policies/behaviour.js';
export { type OptimalOptions, optimal } from '../policies/optimal.js';
export { type PolicyDefinition, createPolicy, definePolicy, policies } from '../policies/registry.js';
export { softened } from '../policies/softened.js';
export { tabular } from '../policies/tabular.js';
export { uniform } from '../policies/uniform.js';

// states
export { assignStates } from './states/assignStates.js';
export {
  type FeatureColumn,
  type FeatureEnds,
  type FeatureStates,
  type MissingRule,
  featureSpaceName,
} from './states/featureStates.js';
export { type FeatureTable, type FitStatesOptions, type FittedStates, fitStates } from './states/fitStates.js';
export type { Rounds } from './states/lloyd.js';

// trajectories
export { type Ends, alignEnds } from './trajectories/align/alignEnds.js';
export { type Names, alignNames } from './trajectories/align/alignNames.js';
export { checkTrajectories } from './trajectories/checkTrajectories.js';
export { episodeLengths } from './trajectories/episodeLengths.js';
export { type CutOptions, type Part, foldParts, splitParts } from './trajectories/episodeParts.js';
export { episodeReturns } from './trajectories/episodeReturns.js';
export { observedOutcomes } from './trajectories/observedOutcomes.js';
export { projectTrajectories } from './trajectories/projectTrajectories.js';
export { type EndsOptions, type ResolvedEnds, resolveEnds } from './trajectories/align/resolveEnds.js';
export { type SimulateOptions, simulate } from './trajectories/simulate/simulate.js';
export { subset } from './trajectories/subset.js';
export {
  type LogEnd,
  type Spread,
  type TrajectoriesSummary,
  summarizeTrajectories,
} from './trajectories/summarizeTrajectories.js';
export { type Trajectories, type TrajectoriesSource, episodeName } from './trajectories/trajectories.js';
export { type StepTail, type TrajectoriesShape, TrajectoriesBuilder } from './trajectories/trajectoriesBuilder.js';

// models
export { type Advice, adviceRow, checkAdvice, leavesAlone } from './mdp/advice/advice.js';
export type { Advised } from './mdp/advice/advised.js';
export { advisedPolicy } from './mdp/advice/advisedPolicy.js';
export { aggregate } from './mdp/aggregate.js';
export {
  type BackwardInductionOptions,
  type BackwardInductionResult,
  backwardInduction,
} from './mdp/optimise/backwardInduction.js';
export { denseValue } from './mdp/evaluate/denseValue.js';
export { type Env, type OutcomeWords, abstractionBetween, spaceOf } from './mdp/env.js';
export { entryRewards } from './mdp/entryRewards.js';
export { expectedLength } from './mdp/evaluate/expectedLength.js';
export type { DirichletPrior } from './fit/dirichletPrior.js';
export { type Fit, type FitOptions, fit } from './fit/fit.js';
export type { FitSpace } from './fit/fitSpace.js';
export type { LoggedTransitions } from './fit/loggedTransitions.js';
export { fitSpaceOf } from './fit/fitSpaceOf.js';
export { type RefitterOptions, refitter } from './fit/refit/refitter.js';
export { floorState, withFloor, withoutFloor } from './mdp/floorState.js';
export type { HorizonOptions } from './mdp/evaluate/horizon.js';
export { identityAdvice } from './mdp/advice/identityAdvice.js';
export { liftPolicy } from './mdp/liftPolicy.js';
export {
  type Absorption,
  type GivenReward,
  type Mdp,
  type MdpSource,
  type MixedPrior,
  type MixedWorst,
  type NamedEnd,
  type PriorSupport,
  checkMdp,
  rowIndex,
} from './mdp/mdp.js';
export type { ActionPart, ListedPart } from './mdp/parts/actionPart.js';
export type { ListedVariable, StateVariable } from './mdp/parts/stateVariable.js';
export { listedParts } from './mdp/parts/listedParts.js';
export { type PartsByName, partsByName } from './mdp/parts/partsByName.js';
export { listedVariables } from './mdp/parts/listedVariables.js';
export { mixWorst } from './fit/worst/mixWorst.js';
export { occupancy } from './mdp/evaluate/occupancy.js';
export type { Outcome } from './mdp/outcome.js';
export type { ActionChoice } from './mdp/optimise/choosableActions.js';
export { outcomeProbabilities, stateDistribution } from './mdp/evaluate/outcomeProbabilities.js';
export { overrideMdp } from './mdp/override/overrideMdp.js';
export type { MdpOverrides, Named, RewardOverride, RowOverride } from './mdp/override/overrides.js';
export { type OverStates, type StatesAndActions, checkSameSpace } from './mdp/checkSameSpace.js';
export { type Policy, checkPolicy } from './mdp/policy.js';
export { type MarkovPolicy, type PolicyOverTime, isOverTime } from './mdp/overTime/policyOverTime.js';
export { checkPolicyOverTime } from './mdp/overTime/checkPolicyOverTime.js';
export { deterministicOverTime } from './mdp/overTime/deterministicOverTime.js';
export { policyAtStep } from './mdp/overTime/policyAtStep.js';
export { policyOfSteps } from './mdp/overTime/policyOfSteps.js';
export { repeated } from './mdp/overTime/repeated.js';
export { type LoggedStates, checkPolicyFits } from './mdp/checkPolicyFits.js';
export {
  type PolicyIterationOptions,
  type PolicyIterationResult,
  actionValues,
  deterministicPolicy,
  policyIteration,
} from './mdp/optimise/policyIteration.js';
export { type PolicyValue, policyValue } from './mdp/evaluate/policyValue.js';
export { type ReturnRange, type ReturnRangeOptions, returnRange } from './mdp/evaluate/returnRange.js';
export { loggedAtLeast } from './mdp/optimise/loggedAtLeast.js';
export { recurring } from './mdp/recurring.js';
export { type Abstraction, type StateSpace, composeAbstractions } from './mdp/stateSpace.js';
export { type TransitionColumns, type TransitionCounts, countTransitions } from './fit/transitionCounts.js';
export { unmixWorst } from './fit/worst/unmixWorst.js';
export { type PairShare, type UnseenShare, unseenShare } from './mdp/unseenShare.js';
export type { WorstOptions } from './fit/worst/worstCase.js';

// exact answers of small models, in fractions
export {
  type ExactBackwardInductionOptions,
  type ExactBackwardInductionResult,
  exactBackwardInduction,
} from './mdp/exact/exactBackwardInduction.js';
export type { ExactCost, ExactCostOptions } from './mdp/exact/exactCost.js';
export {
  type ExactPolicyIterationOptions,
  type ExactPolicyIterationResult,
  exactPolicyIteration,
} from './mdp/exact/exactPolicyIteration.js';
export { type ExactPolicyValue, exactPolicyValue } from './mdp/exact/exactPolicyValue.js';
export type { ExactNumber } from './mdp/exact/numbers/ratio.js';
export { decimalText, fractionText, nearestDouble, roundingError } from './mdp/exact/numbers/rounded.js';
export { shortFraction } from './mdp/exact/numbers/shortFraction.js';

// causal mechanisms
export { completeMechanism } from './mechanisms/completeMechanism.js';
export type { DeriveOptions } from './mechanisms/deriveForms.js';
export { gumbelMax } from './mechanisms/fixed/gumbelMax.js';
export { independent } from './mechanisms/fixed/independent.js';
export { inverseCdf } from './mechanisms/fixed/inverseCdf.js';
export { gumbelMaxAgreement, gumbelMaxCoupling, gumbelMaxRow } from './mechanisms/kernels/gumbelMaxCoupling.js';
export { type ConditionalOptimum, leastConditionalCost } from './mechanisms/fixed/leastConditionalCost.js';
export { leastConditionalVariance } from './mechanisms/fixed/leastConditionalVariance.js';
export { maximal } from './mechanisms/fixed/maximal.js';
export type {
  CommonOutcomes,
  CommonRow,
  CompleteMechanism,
  CounterfactualForm,
  Mechanism,
  SparsePair,
  SparseRow,
} from './mechanisms/mechanism.js';
export {
  type OptimalTransportOptions,
  type TransportCost,
  optimalTransport,
} from './mechanisms/fixed/optimalTransport.js';
export { type MechanismContext, type MechanismDefinition, createMechanism, mechanisms } from './mechanisms/registry.js';
export { type RewardCdfOptions, rewardCdf } from './mechanisms/fixed/rewardCdf.js';
export { type TreatmentEffect, type TreatmentEffectOptions, treatmentEffect } from './mechanisms/treatmentEffect.js';

// counterfactual evaluation
export type { BootstrapInterval } from './core/statistics/bootstrapMean.js';
export type { Acting, ActsByStep, LoggedPair } from './counterfactual/acting/acting.js';
export { counterfactualMarginals } from './counterfactual/chain/counterfactualMarginals.js';
export {
  type ObservedModel,
  type Unmodelled,
  type UnmodelledRule,
  observedModel,
} from './counterfactual/chain/observedModel.js';
export type { ObservedStep } from './counterfactual/rows/observedStep.js';
export type { ExtendedMdp } from './counterfactual/rows/extendedMdp.js';
export { type Causation, causationBounds, causationOf } from './counterfactual/causation/causation.js';
export type { Arms, ComparedFigures } from './counterfactual/causation/comparison.js';
export {
  type DecidedPatients,
  type DecisionCounts,
  countDecisions,
} from './counterfactual/causation/decisionCounts.js';
export {
  type DecisionComparison,
  type DecisionTable,
  type DecisionTableOptions,
  type FigureIntervals,
  decisionTable,
} from './counterfactual/causation/decisionTable.js';
export { decisionPairs } from './counterfactual/effects/decisionPairs.js';
export { type EffectVariance, effectVariance, leastEffectVariance } from './counterfactual/effects/effectVariance.js';
export { entryScore, valueScore } from './counterfactual/effects/entryScore.js';
export type { AdvisedClinician } from './counterfactual/rows/choices.js';
export type { CounterfactualOptions } from './counterfactual/evaluate/counterfactualOptions.js';
export {
  type CounterfactualEvaluation,
  type LeftToModel,
  evaluateCounterfactual,
} from './counterfactual/evaluate/evaluateCounterfactual.js';
export {
  type EffectByPart,
  type EffectByPartOptions,
  effectByPart,
} from './counterfactual/explain/parts/effectByPart.js';
export { shapleyValues } from './counterfactual/explain/parts/shapleyValues.js';
export { type EffectByPartSummary, summarizeByPart } from './counterfactual/explain/parts/summarizeByPart.js';
export { LEAST_INFLUENCE, influence, lastInfluenced } from './counterfactual/explain/influence.js';
export { type OfAction, actionInfluence, influencedChanges } from './counterfactual/explain/influencedChanges.js';
export { type HiddenOptions, evaluateHidden } from './counterfactual/hidden/evaluateHidden.js';
export { type HiddenPlanOptions, evaluateHiddenPlan } from './counterfactual/hidden/evaluateHiddenPlan.js';
export type { HiddenModel } from './counterfactual/hidden/hiddenModel.js';
export { type HiddenMove, type HiddenPaths, hiddenPaths } from './counterfactual/hidden/hiddenPaths.js';
export { type EffectByStep, effectByStep } from './counterfactual/explain/effectByStep.js';
export {
  type NextStates,
  type NextStatesOf,
  type NextStatesOptions,
  type NextStatesProblem,
  prepareNextStates,
} from './counterfactual/explain/nextStates.js';
export { type Plan, planned } from './counterfactual/explain/planned.js';
export { type StepEffect, summarizeEffectByStep } from './counterfactual/explain/summarizeEffectByStep.js';
export {
  type WhatIf,
  type WhatIfOf,
  type WhatIfProblem,
  prepareWhatIf,
  whatIf,
} from './counterfactual/explain/whatIf.js';
export type { MultiStepRow } from './counterfactual/multistep/comparisonParts.js';
export { type MultiStepOptions, multiStepComparison } from './counterfactual/multistep/multiStepComparison.js';
export type {
  Moments,
  PolicyPair,
  ReturnDifference,
  ReturnDifferenceOptions,
} from './counterfactual/multistep/pairedReturns.js';
export { type CoupledDifferenceOptions, returnDifference } from './counterfactual/multistep/returnDifference.js';
export { transportBound } from './counterfactual/multistep/transportBound.js';
export {
  type SampleCounterfactualOptions,
  sampleCounterfactual,
} from './counterfactual/evaluate/sampleCounterfactual.js';
export {
  type CounterfactualSummary,
  type MeanEstimate,
  type SummaryOptions,
  summarizeCounterfactual,
} from './counterfactual/evaluate/summarizeCounterfactual.js';
export { type CasesBehind, casesBehind } from './counterfactual/evaluate/casesBehind.js';
export { dirichletRows } from './counterfactual/refit/dirichletRows.js';
export {
  type ModelDraw,
  type RefitOptions,
  type RefittedEffects,
  dirichletModels,
  refittedEffects,
  resampledModels,
} from './counterfactual/refit/refittedEffects.js';
export type { StepSupport } from './counterfactual/chain/stepSupport.js';
export { thinShare } from './counterfactual/evaluate/thinShare.js';
export { type VisitedPair, visitedPairs } from './counterfactual/effects/visitedPairs.js';

// explanations: what should have been done otherwise
export { type BestChanges, type FixedPlan, bestChanges } from './counterfactual/explain/bestChanges.js';
export type { Edit } from './counterfactual/explain/course.js';
export { type ExplainedLog, explainLog } from './counterfactual/explain/explainLog.js';
export type {
  ExplainLogOptions,
  ExplainedEpisodes,
  GuaranteedLog,
  OneChange,
} from './counterfactual/explain/explainedEpisodes.js';
export type { ExplainOptions } from './counterfactual/explain/explainProblem.js';
export type { FixedChanges } from './counterfactual/explain/fixedChanges.js';
export { type OutcomeSides, goodAndBad } from './counterfactual/explain/goodAndBad.js';
export {
  type GuaranteedChanges,
  type LeastOfEdits,
  guaranteedChanges,
} from './counterfactual/explain/guaranteedChanges.js';
export type { PlanCourse, PlannedChange } from './counterfactual/explain/planCourse.js';
export {
  type ChangeCount,
  type ExplainedShare,
  type ExplainedSummary,
  type ExplainedSummaryOptions,
  type StepCount,
  type TreatmentCount,
  summarizeExplained,
} from './counterfactual/explain/summarizeExplained.js';

// bounds over all mechanisms
export {
  type CounterfactualBounds,
  boundsUnder,
  counterfactualBounds,
} from './counterfactual/evaluate/counterfactualBounds.js';
export {
  type DataBounds,
  type DataBoundsOptions,
  counterfactualDataBounds,
} from './counterfactual/intervals/dataBounds.js';
export { admits } from './mechanisms/bounds/admits.js';
export { extremeRow } from './mechanisms/bounds/extremeRow.js';
export { type Assumption, assumptions, findAssumption } from './mechanisms/bounds/registry.js';
export type { RowBounds, RowCaps } from './mechanisms/bounds/rowBounds.js';

// off-policy evaluation
export { diagnose } from './ope/diagnose.js';
export type { Diagnostics } from './ope/diagnostics/diagnostics.js';
export type { Labels } from './ope/diagnostics/labels.js';
export type { SupportViolation } from './ope/diagnostics/supportViolations.js';
export type { ThinPair, ThinSupport } from './ope/diagnostics/thinSupport.js';
export type { Replicates } from './ope/intervals/bootstrap/bootstrapReplicates.js';
export type { IntervalOptions, IntervalOrReason } from './ope/intervals/estimateIntervals.js';
export type { Estimator } from './ope/estimators/estimator.js';
export { type EstimatorDefinition, defineEstimator } from './ope/estimators/estimatorDefinition.js';
export type { Interval, Range, TermsOptions } from './ope/intervals/interval.js';
export type { AcceleratedOptions } from './ope/intervals/bootstrap/bca.js';
export type { WeightedReturns } from './ope/intervals/terms/bettingWeights.js';
export {
  type BoundedTermsIntervalDefinition,
  type IntervalDefinition,
  type IntervalSummary,
  type ResamplingIntervalDefinition,
  type TermsIntervalDefinition,
  type WeightsIntervalDefinition,
  intervalNamed,
  intervals,
} from './ope/intervals/registry.js';
export {
  type Estimate,
  type OffPolicyOptions,
  type OffPolicyResult,
  offPolicyEvaluation,
} from './ope/offPolicyEvaluation.js';
export {
  type ClippedShifted,
  type ClippedShiftedOptions,
  clippedShifted,
} from './ope/estimators/importance/clippedShifted.js';
export { gainByBetting } from './ope/estimators/importance/gainByBetting.js';
export type { Estimated } from './ope/intervals/estimateIntervals.js';
export { type InfluentialEpisode, influentialEpisodes } from './ope/influentialEpisodes.js';
export { type Gain, type GainOptions, gainOverBehaviour } from './ope/gainOverBehaviour.js';
export { estimators, findEstimator } from './ope/estimators/registry.js';
export { adviceLogRatios } from './ope/study/adviceLogRatios.js';
export { type CountedLog, takeSample, wholeLog } from './ope/study/countedLog.js';
export { logWeights } from './ope/study/logWeights.js';
export type { ModelRows } from './ope/study/modelRows.js';
export type { StepTerms } from './ope/study/stepTerms.js';
export { type StepWeights, wholeWeights } from './ope/study/stepWeights.js';
export { type GivenModel, type KnownRatios, type Study, type StudyOptions, prepareStudy } from './ope/study/study.js';
export type { TimedTransitions } from './ope/study/timedTransitions.js';
export type { TransitionIndex } from './ope/study/transitionIndex.js';
export type { ValueTables } from './ope/study/valueTables.js';
export { withBehaviour } from './ope/study/withBehaviour.js';
export type { KnownBounds } from './ope/intervals/terms/termsRange.js';
export type { ErrorRates } from './ope/selection/errorRates.js';
export { type SelectionMetrics, type SelectionOptions, selectionMetrics } from './ope/selection/selectionMetrics.js';

// sums of a log of any size
export { aggregate as aggregateLog } from './aggregates/aggregate.js';
export type { AggregateOptions, BehaviourCounts } from './aggregates/aggregateOptions.js';
export type {
  Aggregates,
  CellSums,
  ClippedSums,
  EpisodeSums,
  StepSums,
  TransitionSums,
  WeightedSums,
  WithheldRows,
} from './aggregates/aggregates.js';
export type { AggregateDiagnostics } from './aggregates/estimates/aggregateDiagnostics.js';
export { withIntervals as aggregateIntervals } from './aggregates/estimates/aggregateIntervals.js';
export { type BlockBootstrapOptions, blockBootstrap } from './aggregates/estimates/blocks/blockBootstrap.js';
export { type SumEstimator, type SumSetting, sumEstimators } from './aggregates/estimates/blocks/sumEstimators.js';
export type { WeightSums } from './aggregates/estimates/blocks/weightSums.js';
export { type AggregateResult, type EstimatesOptions, estimatesOf } from './aggregates/estimates/estimatesOf.js';
export type { MissingFigure } from './aggregates/estimates/notInSums.js';
export { transitionsOf } from './aggregates/estimates/transitionsOf.js';
export { mergeAggregates } from './aggregates/mergeAggregates.js';
export { memorySource } from './aggregates/source/memorySource.js';
export type { StepChunk, StepSource } from './aggregates/source/stepSource.js';
export { modelDigest } from './aggregates/weights/modelDigest.js';
export { policyDigest } from './aggregates/weights/policyDigest.js';

// what to believe, and what is better
export {
  type CheckStatesOptions,
  type StateCheck,
  type StateTestResult,
  type TestThatCouldNot,
  type TestThatRan,
  checkStates,
  rejectedTests,
} from './honest/checkStates/checkStates.js';
export { stateFindings } from './honest/checkStates/stateFindings.js';
export type { StateTestFigures, StateTestName } from './honest/checkStates/stateTest.js';
export { type FoldedEvaluation, type FoldedOptions, foldedEvaluation } from './honest/foldedEvaluation.js';
export { FRAGILE_SHARE, type Fragility, fragility } from './honest/fragility.js';
export { type Breakdown, MOST_GAMMA, breakdownGamma } from './honest/sensitivity/breakdownGamma.js';
export { type ConfoundedOptions, type ConfoundedValue, confoundedValue } from './honest/sensitivity/confoundedValue.js';
export { loggedOddsRatios } from './honest/sensitivity/loggedOddsRatios.js';
export { visitedBehaviour } from './honest/sensitivity/visitedBehaviour.js';
export { type AdviceChange, type AdviceChanges, adviceChanges } from './honest/improve/adviceChanges.js';
export { type AdviceTerms, type AdviceTermsOptions, adviceTerms } from './honest/improve/adviceTerms.js';
export { type AdviceCandidate, adviceCandidates, policyCandidate } from './honest/improve/candidates.js';
export { type ChoiceRecord, choiceRecord } from './honest/improve/choiceRecord.js';
export { coupledAdvice } from './honest/improve/coupledAdvice.js';
export { type Improvement, type ImproveOptions, type JudgedCandidate, improve } from './honest/improve/improve.js';
export { softSpibb } from './honest/improve/softSpibb.js';
export { type Replacement, vetoAdvice } from './honest/improve/vetoAdvice.js';
export { UNRELIABLE, type VerdictThresholds, WEAK } from './honest/verdict/thresholds.js';
export type { VerdictReason } from './honest/verdict/reasons.js';
export { type Verdict, type VerdictLevel, verdict } from './honest/verdict/verdict.js';
export type { EstimateKind, VerdictFigure, VerdictFigures } from './honest/verdict/verdictFigures.js';
export { verdictText } from './honest/verdict/verdictText.js';
