import { sampleCategorical } from '../../core/random/sampleCategorical.js';
import { boundInWords, frequencyBound } from '../frequencyBound.js';
import { type LawSubject, type Violation, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { isExact } from './violations.js';
import type { Worlds } from './worlds.js';

/** Laws that compare frequencies of draws with probabilities; the bounds follow from the number of draws. */
export const sampledLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'outcome follows p',
    statement: 'f(p, noise) ~ p, and is never an outcome of probability 0',
    scope: 'mechanisms with outcome',
    appliesTo: (mechanism) => mechanism.outcome !== undefined,
    violation(subject, worlds) {
      const counts = new Float64Array(worlds.p.length);
      eachOutcome(subject, worlds, (x) => (counts[x] += 1));
      return frequencyViolation((x) => `f(p, noise) = ${x}`, counts, subject.draws, worlds.p, bound(subject));
    },
    note: (subject) => boundInWords(subject.draws, comparisons(subject)),
  }),
  defineLaw({
    name: 'outcome agrees with coupling',
    statement: '(f(p, noise), f(q, noise)) ~ J: one function serves both worlds, and the closed form is its law',
    scope: 'mechanisms with outcome and a closed form',
    appliesTo: (mechanism) => mechanism.outcome !== undefined && isExact(mechanism),
    violation(subject, worlds) {
      const { p, q, outcomes } = worlds;
      const counts = new Float64Array(p.length * q.length);
      eachOutcome(subject, worlds, (x, y) => (counts[x * q.length + y] += 1));
      const coupling = subject.forms.coupling(p, q, outcomes);
      const name = (cell: number): string => `(x, y) = (${Math.floor(cell / q.length)}, ${cell % q.length})`;
      return frequencyViolation(name, counts, subject.draws, coupling, bound(subject));
    },
    note: (subject) => boundInWords(subject.draws, comparisons(subject)),
  }),
  defineLaw({
    name: 'sample agrees with row',
    statement: 'sample draws Y ~ CF(. | x), and never an outcome of probability 0',
    scope: 'mechanisms with sample and a closed form',
    appliesTo: (mechanism) => mechanism.sample !== undefined && isExact(mechanism),
    violation(subject, { p, q, r, outcomes }) {
      // One observation a case, so that it gets all the draws: of the possible outcomes the likeliest under r.
      const possible = Array.from(p.keys()).filter((k) => p[k] > 0);
      const x = possible.reduce((best, k) => (r[k] > r[best] ? k : best));
      const rng = subject.rng('sample');
      const counts = new Float64Array(q.length);
      for (let draw = 0; draw < subject.draws; draw++) counts[subject.mechanism.sample!(rng, p, q, x, outcomes)] += 1;
      const row = subject.forms.counterfactual(p, q, x, outcomes);
      return frequencyViolation((y) => `y = ${y} given x = ${x}`, counts, subject.draws, row, bound(subject));
    },
    note: (subject) => boundInWords(subject.draws, comparisons(subject)),
  }),
  defineLaw({
    name: 'sample follows q',
    statement: 'X ~ p and then Y from sample gives Y ~ q',
    scope: 'mechanisms with sample',
    appliesTo: (mechanism) => mechanism.sample !== undefined,
    violation(subject, { p, q, outcomes }) {
      const rng = subject.rng('sample');
      const counts = new Float64Array(q.length);
      for (let draw = 0; draw < subject.draws; draw++) {
        const x = sampleCategorical(rng, p);
        counts[subject.mechanism.sample!(rng, p, q, x, outcomes)] += 1;
      }
      return frequencyViolation((y) => `y = ${y}`, counts, subject.draws, q, bound(subject));
    },
    note: (subject) => boundInWords(subject.draws, comparisons(subject)),
  }),
];

/** Calls `visit` with the outcomes of p and of q under the same noise, `draws` times. */
function eachOutcome(subject: LawSubject, { p, q, outcomes }: Worlds, visit: (x: number, y: number) => void): void {
  const { mechanism, draws } = subject;
  const rng = subject.rng('noise');
  const noise = new Float64Array(mechanism.noiseDimension(p.length));
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < noise.length; k++) noise[k] = rng.openUniform();
    visit(mechanism.outcome!(p, noise, outcomes), mechanism.outcome!(q, noise, outcomes));
  }
}

function frequencyViolation(
  name: (index: number) => string,
  counts: Float64Array,
  draws: number,
  required: Float64Array,
  tolerance: number,
): Violation | undefined {
  const bad = counts.findIndex((count, k) => {
    const off = Math.abs(count / draws - required[k]);
    return !(off <= tolerance) || (count > 0 && required[k] === 0);
  });
  if (bad < 0) return undefined;
  return {
    computed: `${name(bad)} in ${counts[bad]} of ${draws} draws`,
    required: required[bad] === 0 ? 'none' : `a share of ${required[bad]} within ${tolerance.toPrecision(2)}`,
  };
}

function bound(subject: LawSubject): number {
  return frequencyBound(subject.draws, comparisons(subject));
}

function comparisons({ runs, maxOutcomes }: LawSubject): number {
  return runs * maxOutcomes ** 2;
}
