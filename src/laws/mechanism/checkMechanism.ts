import type { Mechanism } from '../../mechanisms/mechanism.js';
import { couplingLaws } from './couplingLaws.js';
import { explainLaws } from './explainLaws.js';
import { formLaws } from './formLaws.js';
import { implicitLaws } from './implicitLaws.js';
import type { LawOptions, MechanismLawResult, MechanismLaw } from './law.js';
import { mechanismProperties } from './properties.js';
import { rowLaws } from './rowLaws.js';
import { sampledLaws } from './sampledLaws.js';
import { type MechanismSupport, mechanismSupports } from './supports.js';

/** Every law, each of which every mechanism that it applies to must satisfy. */
export const mechanismLaws: readonly MechanismLaw[] = [
  ...formLaws,
  ...couplingLaws,
  ...rowLaws,
  ...sampledLaws,
  ...implicitLaws,
  ...explainLaws,
];

export interface MechanismReport {
  readonly mechanism: string;
  /** As declared. The laws for implicit mechanisms test it. */
  readonly implicit: boolean;
  /** True if no law fails. */
  readonly lawful: boolean;
  readonly laws: readonly MechanismLawResult[];
  /** What the mechanism has and has not: counterfactual stability, monotonicity, agreement. */
  readonly properties: readonly MechanismLawResult[];
  /** What can be done with it; nothing where a law fails. */
  readonly supports: readonly MechanismSupport[];
}

/**
 * Runs every law, and reports the properties, on random pairs of distributions with zeros, ties and extreme
 * probabilities.
 *
 * A law that fails comes with the smallest counterexample found. The rest are not run if the mechanism is not even
 * well-formed: they would all say the same.
 *
 * @throws ArgumentError if the record is no mechanism at all: no name, no form
 *
 * Cost: about `runs` × (`draws` outcomes + some couplings) a law. The same options give the same report.
 *
 * @example
 * checkMechanism(independent(), { runs: 50 }).lawful // true
 */
export function checkMechanism(mechanism: Mechanism, options: LawOptions = {}): MechanismReport {
  const laws: MechanismLawResult[] = [];
  const run = (law: MechanismLaw): MechanismLawResult =>
    laws[0]?.verdict === 'fails'
      ? { law: law.name, verdict: 'skipped', detail: 'not checked: the mechanism is not well-formed' }
      : law.check(mechanism, options);
  for (const law of mechanismLaws) laws.push(run(law));
  const lawful = laws.every(({ verdict }) => verdict !== 'fails');
  const properties = mechanismProperties.map(run);
  return {
    mechanism: mechanism.name,
    implicit: mechanism.implicit,
    lawful,
    laws,
    properties,
    supports: lawful ? mechanismSupports(mechanism, properties) : [],
  };
}
