import { defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { cellName, isExact } from './violations.js';

/** Laws of implicit mechanisms, in which one function f(p, noise) serves every p. */
export const implicitLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'same distribution, same outcome',
    statement: 'p = q gives x = y: J is diagonal',
    scope: 'implicit mechanisms',
    appliesTo: ({ implicit }) => implicit,
    violation({ forms, tolerance }, { p, outcomes }) {
      const coupling = forms.coupling(p, p.slice(), outcomes);
      const cell = coupling.findIndex(
        (value, at) => Math.floor(at / p.length) !== at % p.length && Math.abs(value) > tolerance,
      );
      return cell < 0
        ? undefined
        : { computed: `for p and p ${cellName(cell, p.length)} is ${coupling[cell]}`, required: '0' };
    },
  }),
  defineLaw({
    name: 'symmetric',
    statement: 'J of (q, p) is J of (p, q) transposed: neither world comes first',
    scope: 'implicit mechanisms with a closed form',
    appliesTo: (mechanism) => mechanism.implicit && isExact(mechanism),
    violation({ forms, tolerance }, { p, q, outcomes }) {
      const nOutcomes = p.length;
      const forwards = forms.coupling(p, q, outcomes).slice();
      const backwards = forms.coupling(q, p, outcomes);
      const transposed = (cell: number): number =>
        backwards[(cell % nOutcomes) * nOutcomes + Math.floor(cell / nOutcomes)];
      const cell = forwards.findIndex((value, at) => !(Math.abs(value - transposed(at)) <= tolerance));
      return cell < 0
        ? undefined
        : {
            computed: `${cellName(cell, nOutcomes)} is ${forwards[cell]}`,
            required: `${transposed(cell)}, as with p and q exchanged`,
          };
    },
  }),
  defineLaw({
    name: 'three worlds',
    statement: 'P(X=a, Y=b) + P(Y=b, Z=c) <= P(Y=b) + P(X=a, Z=c) for p, q and a third r: they share one noise',
    scope: 'implicit mechanisms with a closed form; where only outcome(p, noise) is given, it cannot see q',
    appliesTo: (mechanism) => mechanism.implicit && isExact(mechanism),
    violation({ forms, tolerance }, { p, q, r, outcomes }) {
      const nOutcomes = p.length;
      const pq = forms.coupling(p, q, outcomes).slice();
      const qr = forms.coupling(q, r, outcomes).slice();
      const pr = forms.coupling(p, r, outcomes);
      for (let a = 0; a < nOutcomes; a++) {
        for (let b = 0; b < nOutcomes; b++) {
          for (let c = 0; c < nOutcomes; c++) {
            const left = pq[a * nOutcomes + b] + qr[b * nOutcomes + c];
            const right = q[b] + pr[a * nOutcomes + c];
            if (!(left <= right + tolerance))
              return {
                computed: `P(X=${a}, Y=${b}) + P(Y=${b}, Z=${c}) is ${left}`,
                required: `at most P(Y=${b}) + P(X=${a}, Z=${c}) = ${right}`,
                usesR: true,
              };
          }
        }
      }
      return undefined;
    },
    note: () =>
      'a necessary condition: closed forms alone cannot show that f(p, noise) does not see q, outcome agreeing with coupling can',
  }),
];
