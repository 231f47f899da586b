/** Couplet: counterfactual off-policy evaluation for discrete decision processes. Everything here also runs in a browser. */

// core
export { ArgumentError, DataError, NumericalError } from './core/errors.js';
export type { Progress } from './core/progress.js';
export { type Rng, createRng } from './core/rng.js';

// environments and policies
export { type EnvDefinition, createEnv, defineEnv, envs } from '../envs/registry.js';
export { behaviour } from '../policies/behaviour.js';
export { type OptimalOptions, optimal } from '../policies/optimal.js';
export { type PolicyDefinition, createPolicy, policies } from '../policies/registry.js';
export { softened } from '../policies/softened.js';
export { tabular } from '../policies/tabular.js';
export { uniform } from '../policies/uniform.js';

// trajectories
export { type Ends, alignEnds } from './trajectories/alignEnds.js';
export { type Names, alignNames } from './trajectories/alignNames.js';
export { checkTrajectories } from './trajectories/checkTrajectories.js';
export { episodeLengths } from './trajectories/episodeLengths.js';
export { episodeReturns } from './trajectories/episodeReturns.js';
export { observedOutcomes } from './trajectories/observedOutcomes.js';
export { projectTrajectories } from './trajectories/projectTrajectories.js';
export { type EndsOptions, type ResolvedEnds, resolveEnds } from './trajectories/resolveEnds.js';
export { type SimulateOptions, simulate } from './trajectories/simulate.js';
export { subset } from './trajectories/subset.js';
export { type TrajectoriesSummary, summarizeTrajectories } from './trajectories/summarizeTrajectories.js';
export { type Trajectories, type TrajectoriesSource, episodeName } from './trajectories/trajectories.js';
export { type TrajectoriesShape, TrajectoriesBuilder } from './trajectories/trajectoriesBuilder.js';

// models
export { aggregate } from './mdp/aggregate.js';
export {
  type BackwardInductionOptions,
  type BackwardInductionResult,
  backwardInduction,
} from './mdp/backwardInduction.js';
export { denseValue } from './mdp/denseValue.js';
export { type Env, abstractionBetween, spaceOf } from './mdp/env.js';
export { entryRewards } from './mdp/entryRewards.js';
export { expectedLength } from './mdp/expectedLength.js';
export { type DirichletPrior, type Fit, type FitOptions, type FitSpace, fit } from './mdp/fit.js';
export type { HorizonOptions } from './mdp/horizon.js';
export { liftPolicy } from './mdp/liftPolicy.js';
export { type Absorption, type Mdp, type MdpSource, type NamedEnd, checkMdp, rowIndex } from './mdp/mdp.js';
export { occupancy } from './mdp/occupancy.js';
export type { Outcome } from './mdp/outcome.js';
export type { ActionChoice } from './mdp/optimise/choosableActions.js';
export { outcomeProbabilities, stateDistribution } from './mdp/outcomeProbabilities.js';
export { type Policy, checkPolicy, checkPolicyFits } from './mdp/policy.js';
export {
  type PolicyIterationOptions,
  type PolicyIterationResult,
  actionValues,
  deterministicPolicy,
  policyIteration,
} from './mdp/policyIteration.js';
export { type PolicyValue, policyValue } from './mdp/policyValue.js';
export { recurring } from './mdp/recurring.js';
export { type Abstraction, type StateSpace, composeAbstractions } from './mdp/stateSpace.js';
export { type TransitionColumns, type TransitionCounts, countTransitions } from './mdp/transitionCounts.js';
export { type PairShare, type UnseenShare, unseenShare } from './mdp/unseenShare.js';

// causal mechanisms
export { completeMechanism } from './mechanisms/completeMechanism.js';
export { gumbelMax } from './mechanisms/gumbelMax.js';
export { independent } from './mechanisms/independent.js';
export { inverseCdf } from './mechanisms/inverseCdf.js';
export { gumbelMaxAgreement, gumbelMaxCoupling, gumbelMaxRow } from './mechanisms/kernels/gumbelMaxCoupling.js';
export { leastConditionalCost } from './mechanisms/leastConditionalCost.js';
export { leastConditionalVariance } from './mechanisms/leastConditionalVariance.js';
export { maximal } from './mechanisms/maximal.js';
export type { CompleteMechanism, Mechanism } from './mechanisms/mechanism.js';
export { type TransportCost, optimalTransport } from './mechanisms/optimalTransport.js';
export { type MechanismContext, type MechanismDefinition, createMechanism, mechanisms } from './mechanisms/registry.js';
export { rewardCdf } from './mechanisms/rewardCdf.js';
export { type TreatmentEffect, type TreatmentEffectOptions, treatmentEffect } from './mechanisms/treatmentEffect.js';

// counterfactual evaluation
export { counterfactualMarginals } from './counterfactual/counterfactualMarginals.js';
export { decisionPairs } from './counterfactual/decisionPairs.js';
export { type EffectVariance, effectVariance, leastEffectVariance } from './counterfactual/effectVariance.js';
export { entryScore, valueScore } from './counterfactual/entryScore.js';
export {
  type CounterfactualEvaluation,
  type CounterfactualOptions,
  evaluateCounterfactual,
} from './counterfactual/evaluateCounterfactual.js';
export {
  type MultiStepOptions,
  type MultiStepRow,
  multiStepComparison,
} from './counterfactual/multistep/multiStepComparison.js';
export type { Moments, PolicyPair, ReturnDifference } from './counterfactual/multistep/pairedReturns.js';
export { type CoupledDifferenceOptions, returnDifference } from './counterfactual/multistep/returnDifference.js';
export { transportBound } from './counterfactual/multistep/transportBound.js';
export { type SampleCounterfactualOptions, sampleCounterfactual } from './counterfactual/sampleCounterfactual.js';
export {
  type CounterfactualSummary,
  type MeanEstimate,
  type SummaryOptions,
  summarizeCounterfactual,
} from './counterfactual/summarizeCounterfactual.js';
export { type VisitedPair, visitedPairs } from './counterfactual/visitedPairs.js';

// bounds over all mechanisms
export { type CounterfactualBounds, counterfactualBounds } from './counterfactual/counterfactualBounds.js';
export { extremeRow } from './mechanisms/bounds/extremeRow.js';
export { type Assumption, assumptions, findAssumption } from './mechanisms/bounds/registry.js';
export type { RowBounds, RowCaps } from './mechanisms/bounds/rowBounds.js';

// off-policy evaluation
export { type Diagnostics, diagnose } from './ope/diagnostics.js';
export type { Labels } from './ope/diagnostics/labels.js';
export type { SupportViolation } from './ope/diagnostics/supportViolations.js';
export type { ThinPair, ThinSupport } from './ope/diagnostics/thinSupport.js';
export type { IntervalOptions, IntervalOrReason } from './ope/estimateIntervals.js';
export type { Estimator } from './ope/estimator.js';
export { type Interval, type Range } from './ope/intervals/interval.js';
export { type IntervalDefinition, intervalNamed, intervals } from './ope/intervals/registry.js';
export {
  type Estimate,
  type OffPolicyOptions,
  type OffPolicyResult,
  offPolicyEvaluation,
} from './ope/offPolicyEvaluation.js';
export { estimators, findEstimator } from './ope/registry.js';
export { type Sample, takeSample, wholeLog } from './ope/study/sample.js';
export { type Study, type StudyOptions, prepareStudy } from './ope/study/study.js';
export { withBehaviour } from './ope/study/withBehaviour.js';
export type { KnownBounds } from './ope/termsRange.js';
export { type SelectionMetrics, type SelectionOptions, selectionMetrics } from './ope/selection/selectionMetrics.js';
