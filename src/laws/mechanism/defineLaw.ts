import fc from 'fast-check';
import { ArgumentError } from '../../core/errors.js';
import { type Rng, createRng } from '../../core/random/rng.js';
import { deriveForms } from '../../mechanisms/deriveForms.js';
import { type GuardedMechanism, guardMechanism } from '../../mechanisms/guardMechanism.js';
import type { CompleteMechanism, Mechanism } from '../../mechanisms/mechanism.js';
import { assertHolds } from '../law.js';
import type { Counterexample, LawOptions, MechanismLawResult, MechanismLaw } from './law.js';
import { type Worlds, worlds } from './worlds.js';

/** What a law is handed: the mechanism, its forms and the settings. */
export interface LawSubject extends Required<LawOptions> {
  readonly mechanism: GuardedMechanism;
  readonly forms: CompleteMechanism;
  readonly runs: number;
  readonly seed: number;
  readonly draws: number;
  readonly maxOutcomes: number;
  readonly tolerance: number;
  /** The stream of a purpose, the same in each case: smaller cases then fail for the same draws. */
  rng(purpose: string): Rng;
}

/** What breaks a law, in plain words. */
export interface Violation {
  readonly computed: string;
  readonly required: string;
  /** True if the third distribution has a part in it. */
  readonly usesR?: boolean;
}

export interface LawDefinition {
  readonly name: string;
  readonly statement: string;
  /** Which mechanisms it is about, in words for the others: `only for …`. */
  readonly scope: string;
  appliesTo(mechanism: Mechanism): boolean;
  violation(subject: LawSubject, worlds: Worlds): Violation | undefined;
  /** What a verdict `holds` rests on, beside the number of cases; empty if nothing. */
  note?(subject: LawSubject): string;
}

/**
 * Makes a law of a search for what breaks it: fast-check chooses the cases and shrinks the first that fails. An error
 * thrown on the way is a failure too.
 */
export function defineLaw(definition: LawDefinition): MechanismLaw {
  const { name, statement, scope } = definition;
  const check = (mechanism: Mechanism, options: LawOptions = {}): MechanismLawResult => {
    if (!definition.appliesTo(mechanism)) return { law: name, verdict: 'skipped', detail: `only for ${scope}` };
    const subject = subjectOf(mechanism, name, options);
    const { runs, seed, maxOutcomes } = subject;
    // Copies, so that a mechanism which writes to its input cannot change the case that shrinking starts from.
    const find = ({ p, q, r, outcomes }: Worlds): Violation | undefined => {
      const copy = { p: p.slice(), q: q.slice(), r: r.slice(), outcomes: outcomes.slice() };
      try {
        return definition.violation(subject, copy);
      } catch (error) {
        return { computed: error instanceof Error ? error.message : String(error), required: 'a result' };
      }
    };
    const result = fc.check(
      fc.property(worlds(maxOutcomes), (found) => find(found) === undefined),
      { seed, numRuns: runs },
    );
    const smallest = result.counterexample?.[0];
    const violation = smallest && find(smallest);
    if (smallest && violation) {
      const counterexample = describe(smallest, violation);
      return { law: name, verdict: 'fails', counterexample, detail: inWords(counterexample) };
    }
    if (result.failed)
      return {
        law: name,
        verdict: 'fails',
        detail: 'it failed once and held again for the same case: not a function of its input',
      };
    const note = definition.note?.(subject) ?? '';
    const detail = `no counterexample in ${runs} cases of 2 to ${maxOutcomes} outcomes${note && `; ${note}`}`;
    return { law: name, verdict: 'holds', detail };
  };
  return {
    name,
    statement,
    appliesTo: (mechanism) => definition.appliesTo(mechanism),
    check,
    assert(mechanism, options) {
      assertHolds(`mechanism ${mechanism.name}`, statement, check(mechanism, options));
    },
  };
}

function subjectOf(mechanism: Mechanism, law: string, options: LawOptions): LawSubject {
  const { runs = 100, seed = 1, draws = 10_000, maxOutcomes = 6, tolerance = 1e-9 } = options;
  atLeast('runs', runs, 1);
  atLeast('maxOutcomes', maxOutcomes, 2);
  const root = createRng(seed).fork('law', law);
  return {
    mechanism: guardMechanism(mechanism),
    forms: deriveForms(mechanism, { rng: root, draws }),
    runs,
    seed,
    draws,
    maxOutcomes,
    tolerance,
    rng: (purpose) => root.fork(purpose),
  };
}

function atLeast(option: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new ArgumentError(`mechanism law: ${option} must be a whole number from ${least}, got ${value}`);
}

function describe({ p, q, r }: Worlds, { computed, required, usesR = false }: Violation): Counterexample {
  return { p: Array.from(p), q: Array.from(q), ...(usesR && { r: Array.from(r) }), computed, required };
}

function inWords({ p, q, r, computed, required }: Counterexample): string {
  const third = r === undefined ? '' : `, r = [${r.join(', ')}]`;
  return `p = [${p.join(', ')}], q = [${q.join(', ')}]${third}: ${computed}, required ${required}`;
}
