import { CAUSATION } from '../../counterfactual/causation/comparison.js';
import { causationBounds, causationOf } from '../../counterfactual/causation/causation.js';
import { frequencyBound } from '../frequencyBound.js';
import { type LawSubject, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { cellName, isExact, sumViolation } from './violations.js';
import type { Worlds } from './worlds.js';

const CLOSED_FORMS = 'mechanisms with coupling or counterfactual';

/** Laws of the joint distribution of X and Y. */
export const couplingLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'no negative probability',
    statement: 'J[x, y] >= 0',
    scope: CLOSED_FORMS,
    appliesTo: isExact,
    violation({ forms, tolerance }, { p, q, outcomes }) {
      const coupling = forms.coupling(p, q, outcomes);
      const cell = coupling.findIndex((value) => value < -tolerance);
      return cell < 0
        ? undefined
        : { computed: `${cellName(cell, p.length)} is ${coupling[cell]}`, required: 'at least 0' };
    },
  }),
  defineLaw({
    name: 'row sums',
    statement: 'the sum over y of J[x, y] is p[x]',
    scope: CLOSED_FORMS,
    appliesTo: isExact,
    violation({ forms, tolerance }, { p, q, outcomes }) {
      return sumViolation('row', sumsOf(forms.coupling(p, q, outcomes), p.length, 'row'), p, tolerance);
    },
  }),
  defineLaw({
    name: 'column sums',
    statement: 'the sum over x of J[x, y] is q[y]',
    scope: CLOSED_FORMS,
    appliesTo: isExact,
    violation({ forms, tolerance }, { p, q, outcomes }) {
      return sumViolation('column', sumsOf(forms.coupling(p, q, outcomes), p.length, 'column'), q, tolerance);
    },
  }),
  defineLaw({
    name: 'impossible outcomes',
    statement: 'J[x, y] = 0 exactly where p[x] = 0 or q[y] = 0',
    scope: CLOSED_FORMS,
    appliesTo: isExact,
    violation({ forms }, { p, q, outcomes }) {
      const coupling = forms.coupling(p, q, outcomes);
      const cell = coupling.findIndex(
        (value, at) => value !== 0 && (p[Math.floor(at / p.length)] === 0 || q[at % p.length] === 0),
      );
      return cell < 0 ? undefined : { computed: `${cellName(cell, p.length)} is ${coupling[cell]}`, required: '0' };
    },
  }),
  defineLaw({
    name: 'padding',
    statement: 'an added outcome of probability zero in both worlds changes nothing',
    scope: 'every mechanism',
    appliesTo: () => true,
    violation(subject, { p, q }) {
      const nOutcomes = p.length;
      if (nOutcomes === subject.maxOutcomes) return undefined;
      for (const gap of [0, nOutcomes >> 1, nOutcomes]) {
        const ids = Uint32Array.from(p.keys(), (k) => (k < gap ? k : k + 1));
        const without = subject.forms.coupling(p, q, ids);
        const padded = padding(p, q, gap);
        const all = subject.forms.coupling(padded.p, padded.q, padded.outcomes);
        const cell = without.findIndex((value, at) => {
          const [x, y] = [ids[Math.floor(at / nOutcomes)], ids[at % nOutcomes]];
          return !(Math.abs(all[x * (nOutcomes + 1) + y] - value) <= paddingTolerance(subject));
        });
        if (cell < 0) continue;
        const [x, y] = [ids[Math.floor(cell / nOutcomes)], ids[cell % nOutcomes]];
        return {
          computed: `with outcome ${gap} of probability 0 added, ${cellName(cell, nOutcomes)} becomes ${all[x * (nOutcomes + 1) + y]}`,
          required: `${without[cell]}`,
        };
      }
      return undefined;
    },
    note: (subject) =>
      subject.forms.exact
        ? ''
        : `estimates may differ by ${paddingTolerance(subject).toPrecision(2)}; smaller faults go unseen`,
  }),
  defineLaw({
    name: 'causation within its bounds',
    statement:
      'benefit, harm, necessity and sufficiency of one world against the other lie within the bounds of Tian & Pearl, whichever outcome is the good one',
    scope: 'mechanisms with coupling or counterfactual',
    appliesTo: isExact,
    violation({ forms, tolerance }, { p, q, outcomes }) {
      const [withheld, given] = [forms.coupling(p, q, outcomes), forms.coupling(q, p, outcomes)];
      for (let chosen = 0; chosen < p.length; chosen++) {
        const good = Array.from(p, (_, x) => x === chosen);
        const found = causationOf(withheld, given, good);
        const { lower, upper } = causationBounds(p, q, good);
        for (const name of CAUSATION) {
          // Shares of those in a condition are as right as the mass of it allows; of one that rounding may lose there
          // is none.
          const within = { necessity: q[chosen], sufficiency: 1 - p[chosen] }[name as string] ?? 1;
          const slack = tolerance / within;
          if (within > tolerance && !(found[name] >= lower[name] - slack && found[name] <= upper[name] + slack))
            return {
              computed: `${name}, with outcome ${chosen} good, is ${found[name]}`,
              required: `${lower[name]} to ${upper[name]}`,
            };
        }
      }
      return undefined;
    },
  }),
];

function sumsOf(coupling: Float64Array, nOutcomes: number, of: 'row' | 'column'): Float64Array {
  const sums = new Float64Array(nOutcomes);
  coupling.forEach((value, cell) => (sums[of === 'row' ? Math.floor(cell / nOutcomes) : cell % nOutcomes] += value));
  return sums;
}

function padding(p: Float64Array, q: Float64Array, gap: number): Pick<Worlds, 'p' | 'q' | 'outcomes'> {
  const widen = (values: Float64Array): Float64Array =>
    Float64Array.of(...values.subarray(0, gap), 0, ...values.subarray(gap));
  return { p: widen(p), q: widen(q), outcomes: Uint32Array.from({ length: p.length + 1 }, (_, k) => k) };
}

/** Two estimates from different draws may differ by twice the bound of one. */
function paddingTolerance(subject: LawSubject): number {
  return subject.forms.exact ? subject.tolerance : 2 * frequencyBound(subject.draws, comparisons(subject));
}

/** Two frequencies for each cell, three places to add an outcome, every case. */
function comparisons({ runs, maxOutcomes }: LawSubject): number {
  return 6 * runs * maxOutcomes ** 2;
}
