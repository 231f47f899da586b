import type { UnmodelledRule } from '../../counterfactual/chain/observedModel.js';
import type { ProblemArguments } from '../input/loadProblem.js';

/** What the options of `report` parse to. */
export interface ReportArguments extends Omit<ProblemArguments, 'policy'> {
  readonly policy: readonly string[];
  readonly mechanism: readonly string[];
  readonly behaviour?: string | undefined;
  readonly horizon?: number | undefined;
  readonly discount?: number | undefined;
  readonly score: 'reward' | 'value';
  readonly scoreDiscount: number;
  readonly checkStates: boolean;
  readonly draws: number;
  readonly unmodelled: UnmodelledRule;
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
}
