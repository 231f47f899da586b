/**
 * The laws of mechanisms, for checking one's own.
 *
 * @example
 * import { gumbelMax } from 'couplet';
 * import { mechanismLaws } from 'couplet/laws';
 * for (const law of mechanismLaws) law.assert(gumbelMax(), { runs: 5 });
 */
export { type MechanismReport, checkMechanism, mechanismLaws } from './mechanism/checkMechanism.js';
export type { Counterexample, LawOptions, LawResult, MechanismLaw } from './mechanism/law.js';
export { mechanismProperties } from './mechanism/properties.js';
