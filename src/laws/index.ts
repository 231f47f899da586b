/**
 * The laws of mechanisms, environments, policies and estimators, for checking one's own.
 *
 * @example
 * import { gumbelMax } from 'couplet';
 * import { mechanismLaws } from 'couplet/laws';
 * const mine = gumbelMax();
 * for (const law of mechanismLaws.filter((each) => each.appliesTo(mine))) law.assert(mine, { runs: 5 });
 */
export { type LawReport, checkEnv, checkEstimator, checkPolicyMaker } from './check.js';
export { type EnvLawOptions, envLaws } from './env/envLaws.js';
export { type EstimatorLawOptions, estimatorLaws } from './estimator/estimatorLaws.js';
export type { Law, LawResult } from './law.js';
export { type MechanismReport, checkMechanism, mechanismLaws } from './mechanism/checkMechanism.js';
export type { Counterexample, LawOptions, MechanismLaw, MechanismLawResult } from './mechanism/law.js';
export { mechanismProperties } from './mechanism/properties.js';
export type { MechanismSupport } from './mechanism/supports.js';
export { type PolicyLawOptions, type PolicyMaker, policyLaws } from './policy/policyLaws.js';
