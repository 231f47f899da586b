import type { Rng } from '../../core/random/rng.js';
import { equalArrays } from '../../mechanisms/kernels/equalArrays.js';
import { type LawSubject, type Violation, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import type { Worlds } from './worlds.js';

/** Noise vectors tried in a case. */
const TRIES = 20;

/** Laws of any function that calls itself a mechanism: it answers, in the right shape, and has no side effects. */
export const formLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'well-formed',
    statement: 'every form returns a legal index or finite numbers in the right length, and throws nothing',
    scope: 'every mechanism',
    appliesTo: () => true,
    violation(subject, worlds) {
      for (const call of calls(subject, worlds)) call();
      return undefined;
    },
  }),
  defineLaw({
    name: 'pure',
    statement: 'the same input gives the same result; no input is written to; returned arrays are fresh',
    scope: 'every mechanism',
    appliesTo: () => true,
    violation(subject, worlds) {
      const { p, q, outcomes } = worlds;
      const before = { p: p.slice(), q: q.slice(), outcomes: outcomes.slice() };
      const mirrored = calls(subject, { ...worlds, p: q.slice(), q: p.slice() });
      for (const [k, call] of calls(subject, worlds).entries()) {
        const { form, result } = call();
        if (!same(p, before.p) || !same(q, before.q) || !same(outcomes, before.outcomes))
          return { computed: `${form} wrote to p, q or outcomes`, required: 'that inputs stay as they are' };
        const copy = typeof result === 'number' ? result : result.slice();
        mirrored[k]?.();
        if (!same(result, copy))
          return { computed: `${form} changed the array that it had returned`, required: 'a fresh array' };
        if (!same(call().result, copy))
          return { computed: `${form} gave two results for the same input`, required: 'one' };
      }
      return noiseWritten(subject, worlds);
    },
  }),
];

interface Call {
  readonly form: string;
  readonly result: number | Float64Array;
}

/** Every form that the author gave, ready to be called on a case. */
function calls(subject: LawSubject, { p, q, outcomes }: Worlds): (() => Call)[] {
  const { mechanism } = subject;
  const possible = Array.from(p.keys()).filter((x) => p[x] > 0);
  const list: (() => Call)[] = [];
  if (mechanism.outcome) {
    const stream = subject.rng('outcome');
    for (let draw = 0; draw < TRIES; draw++) {
      const noise = noiseVector(subject, stream, p.length);
      list.push(() => ({ form: 'outcome', result: mechanism.outcome!(p, noise.slice(), outcomes) }));
    }
  }
  if (mechanism.coupling) list.push(() => ({ form: 'coupling', result: mechanism.coupling!(p, q, outcomes) }));
  for (const x of possible) {
    if (mechanism.counterfactual)
      list.push(() => ({ form: 'counterfactual', result: mechanism.counterfactual!(p, q, x, outcomes) }));
    if (mechanism.sample)
      list.push(() => ({ form: 'sample', result: mechanism.sample!(subject.rng('sample'), p, q, x, outcomes) }));
  }
  return list;
}

function noiseVector({ mechanism }: LawSubject, stream: Rng, nOutcomes: number): Float64Array {
  return Float64Array.from({ length: mechanism.noiseDimension(nOutcomes) }, () => stream.openUniform());
}

function noiseWritten(subject: LawSubject, { p, outcomes }: Worlds): Violation | undefined {
  if (!subject.mechanism.outcome) return undefined;
  const noise = noiseVector(subject, subject.rng('noise'), p.length);
  const before = noise.slice();
  subject.mechanism.outcome(p, noise, outcomes);
  return same(noise, before)
    ? undefined
    : { computed: 'outcome wrote to the noise', required: 'that inputs stay as they are' };
}

function same(a: number | ArrayLike<number>, b: number | ArrayLike<number>): boolean {
  return typeof a === 'number' || typeof b === 'number' ? a === b : equalArrays(a, b);
}
