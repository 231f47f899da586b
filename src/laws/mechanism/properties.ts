import { boundInWords, frequencyBound } from '../frequencyBound.js';
import { type LawSubject, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { cellName } from './violations.js';

/** What a mechanism may or may not have: reported, not required. Checked and asserted like laws. */
export const mechanismProperties: readonly MechanismLaw[] = [
  defineLaw({
    name: 'counterfactually stable',
    statement: 'J[x, y] = 0 for y != x with q[x] / p[x] >= q[y] / p[y]: y only takes over from x if its odds rose',
    scope: 'every mechanism',
    appliesTo: () => true,
    violation({ forms }, { p, q, outcomes }) {
      const nOutcomes = p.length;
      const coupling = forms.coupling(p, q, outcomes);
      const cell = coupling.findIndex((value, at) => {
        const [x, y] = [Math.floor(at / nOutcomes), at % nOutcomes];
        // Ratios that agree to rounding are left alone: which of them is larger is not known.
        return x !== y && value !== 0 && q[x] * p[y] >= q[y] * p[x] * (1 + 1e-12);
      });
      return cell < 0 ? undefined : { computed: `${cellName(cell, nOutcomes)} is ${coupling[cell]}`, required: '0' };
    },
    note: exactness,
  }),
  defineLaw({
    name: 'monotone in index',
    statement: "no two pairs (x, y) and (x', y') with x < x' and y > y' are both possible",
    scope: 'every mechanism',
    appliesTo: () => true,
    violation({ forms }, { p, q, outcomes }) {
      const nOutcomes = p.length;
      const coupling = forms.coupling(p, q, outcomes);
      let highest = -1;
      for (let cell = 0; cell < coupling.length; cell += nOutcomes) {
        const row = coupling.subarray(cell, cell + nOutcomes);
        const least = row.findIndex((value) => value > 0);
        if (least >= 0 && least < highest % nOutcomes)
          return {
            computed: `${cellName(highest, nOutcomes)} and ${cellName(cell + least, nOutcomes)} are both positive`,
            required: 'one of them 0',
          };
        const most = row.findLastIndex((value) => value > 0);
        if (most >= 0 && (highest < 0 || most > highest % nOutcomes)) highest = cell + most;
      }
      return undefined;
    },
    note: exactness,
  }),
  agreementProperty('half of maximal', 'P(X = Y) is at least half of the most possible, the sum of min(p, q)', 0.5),
  agreementProperty('maximal', 'P(X = Y) is the most possible, the sum of min(p, q)', 1),
];

function agreementProperty(name: string, statement: string, share: number): MechanismLaw {
  return defineLaw({
    name,
    statement,
    scope: 'every mechanism',
    appliesTo: () => true,
    violation(subject, { p, q, outcomes }) {
      const coupling = subject.forms.coupling(p, q, outcomes);
      let agreement = 0;
      let most = 0;
      for (let k = 0; k < p.length; k++) {
        agreement += coupling[k * (p.length + 1)];
        most += Math.min(p[k], q[k]);
      }
      const slack = subject.forms.exact ? subject.tolerance : frequencyBound(subject.draws, subject.runs);
      if (agreement >= share * most - slack) return undefined;
      return { computed: `P(X = Y) is ${agreement}`, required: `at least ${share * most}` };
    },
    note: (subject) => (subject.forms.exact ? '' : boundInWords(subject.draws, subject.runs)),
  });
}

function exactness({ forms, draws }: LawSubject): string {
  return forms.exact ? '' : `what ${draws} draws never showed counts as impossible`;
}
