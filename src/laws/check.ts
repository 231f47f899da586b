import type { Env } from '../mdp/env.js';
import type { Estimator } from '../ope/estimators/estimator.js';
import { type EnvLawOptions, envLaws } from './env/envLaws.js';
import { type EstimatorLawOptions, estimatorLaws } from './estimator/estimatorLaws.js';
import type { LawResult } from './law.js';
import { type PolicyLawOptions, type PolicyMaker, policyLaws } from './policy/policyLaws.js';
import { checkedLaws } from './simpleLaw.js';

export interface LawReport {
  readonly name: string;
  /** True if no law fails; those that were skipped are not counted for anything. */
  readonly lawful: boolean;
  readonly laws: readonly LawResult[];
}

/** Tries every law of environments. The same options give the same report. */
export function checkEnv(env: Env, options: EnvLawOptions = {}): LawReport {
  return reportOf(env.name, checkedLaws(envLaws, env, options));
}

/** Tries every law of policies on a way to make one. The same options give the same report. */
export function checkPolicyMaker(maker: PolicyMaker, options: PolicyLawOptions = {}): LawReport {
  return reportOf(maker.name, checkedLaws(policyLaws, maker, options));
}

/** Tries every law of estimators. The same options give the same report. */
export function checkEstimator(estimator: Estimator, options: EstimatorLawOptions = {}): LawReport {
  return reportOf(estimator.name, checkedLaws(estimatorLaws, estimator, options));
}

function reportOf(name: string, laws: readonly LawResult[]): LawReport {
  return { name, lawful: laws.every(({ verdict }) => verdict !== 'fails'), laws };
}
