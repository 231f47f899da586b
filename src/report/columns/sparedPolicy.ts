import type { MechanismFigures, PolicyReport, Recomputed, ReportMechanism } from '../report.js';

/** Figures under a mechanism without the effects, which are differences. */
interface SparedFigures extends Omit<MechanismFigures, 'evaluation'> {
  readonly evaluation: Omit<MechanismFigures['evaluation'], 'effect'>;
}

/** A policy with such figures. */
export interface SparedPolicy extends Omit<PolicyReport, 'counterfactuals'> {
  readonly counterfactuals: readonly SparedFigures[];
}

/** What each page can compute anew, under a mechanism that it can make. */
const RECOMPUTED: readonly Recomputed[] = ['returnVariance', 'outcomeProbability', 'expectedLength', 'support'];

/** Leaves out what a page can compute anew. */
export function spared(policy: PolicyReport, mechanisms: readonly ReportMechanism[]): SparedPolicy {
  return {
    ...policy,
    counterfactuals: policy.counterfactuals.map(({ evaluation, ...figures }, m) => {
      const left: readonly string[] = ['effect', ...(mechanisms[m].source === 'elsewhere' ? [] : RECOMPUTED)];
      const kept = Object.entries(evaluation).filter(([name]) => !left.includes(name));
      return { ...figures, evaluation: Object.fromEntries(kept) as SparedFigures['evaluation'] };
    }),
  };
}

/** Computes the effects again. */
export function restored({ counterfactuals, ...policy }: SparedPolicy): PolicyReport {
  return {
    ...policy,
    counterfactuals: counterfactuals.map(({ evaluation, ...figures }) => {
      const { expectedReturn, observedReturn } = evaluation;
      return {
        ...figures,
        evaluation: { ...evaluation, effect: expectedReturn.map((value, e) => value - observedReturn[e]) },
      };
    }),
  };
}
