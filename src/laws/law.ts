import { ArgumentError } from '../core/errors.js';

/** What a law found. */
export interface LawResult {
  readonly law: string;
  /** `holds` means that no counterexample was found, `skipped` that the law is about others: it was not tried. */
  readonly verdict: 'holds' | 'fails' | 'skipped';
  /** The finding in plain words, with what it does not show; of a law that was skipped, why. */
  readonly detail: string;
}

/** A statement that all of a kind, or those of them that it applies to, must satisfy. */
export interface Law<Subject, Options, Result extends LawResult = LawResult> {
  readonly name: string;
  readonly statement: string;
  appliesTo(subject: Subject, options?: Options): boolean;
  /** Searches for a counterexample. The same options give the same result. */
  check(subject: Subject, options?: Options): Result;
  /**
   * For a test of one's own: throws ArgumentError with the counterexample if the law fails, and also if it does not
   * apply, as nothing would be tested then.
   */
  assert(subject: Subject, options?: Options): void;
}

/** @throws ArgumentError unless the law held */
export function assertHolds(what: string, statement: string, { law, verdict, detail }: LawResult): void {
  if (verdict === 'fails') throw new ArgumentError(`${what}: law '${law}' must hold (${statement}), got ${detail}`);
  if (verdict === 'skipped')
    throw new ArgumentError(`${what}: law '${law}' must apply to be asserted, got ${detail} - ask appliesTo first`);
}
