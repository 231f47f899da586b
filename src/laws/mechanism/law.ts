import type { Mechanism } from '../../mechanisms/mechanism.js';
import type { Law, LawResult } from '../law.js';

export interface LawOptions {
  /** Cases tried for each law, at least 1. Default 100. */
  readonly runs?: number | undefined;
  /** Seed of the cases and of the draws, a whole number from 0. Default 1. */
  readonly seed?: number | undefined;
  /** Draws for each comparison of frequencies with probabilities, at least 1. Default 10,000. */
  readonly draws?: number | undefined;
  /** The most outcomes of a case, at least 2; outcome ids run from 0 to this less one. Default 6. */
  readonly maxOutcomes?: number | undefined;
  /** How far exact numbers may be from what they must be. Default 1e-9. */
  readonly tolerance?: number | undefined;
}

/** The smallest case found that breaks a law. */
export interface Counterexample {
  readonly p: readonly number[];
  readonly q: readonly number[];
  /** The third distribution, for the one law that looks at three worlds. */
  readonly r?: readonly number[];
  readonly computed: string;
  readonly required: string;
}

/** A statement that every mechanism, or every one of a kind, must satisfy; a counterexample is shrunk. */
export type MechanismLaw = Law<Mechanism, LawOptions, MechanismLawResult>;

export interface MechanismLawResult extends LawResult {
  readonly counterexample?: Counterexample;
}
