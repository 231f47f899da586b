/**
 * The laws of mechanisms, for checking one's own.
 *
 * @example
 * import { mechanismLaws } from 'couplet/laws';
 * for (const law of mechanismLaws) test(law.name, () => law.assert(mine));
 */
export { type MechanismReport, checkMechanism, mechanismLaws } from './mechanism/checkMechanism.js';
export type { Counterexample, LawOptions, LawResult, MechanismLaw } from './mechanism/law.js';
export { mechanismProperties } from './mechanism/properties.js';
