import { admits } from '../../mechanisms/bounds/admits.js';
import { findAssumption } from '../../mechanisms/bounds/registry.js';
import { boundInWords, frequencyBound } from '../frequencyBound.js';
import { type LawSubject, defineLaw } from './defineLaw.js';
import type { MechanismLaw } from './law.js';
import { cellName } from './violations.js';

/** Names of properties that others go by. */
export const REPEATS = 'repeats what is repeated';
export const STABLE = 'counterfactually stable';

/** Assumptions of bounds that are more than stability, and whether a mechanism's rows are among those they admit. */
export const WITHIN: readonly { readonly assumption: string; readonly property: string }[] = [
  { assumption: 'monotone', property: 'rows within monotone' },
  { assumption: 'stability-all', property: 'rows within stability-all' },
];

/** What a mechanism may or may not have: reported, not required. Checked and asserted like laws. */
export const mechanismProperties: readonly MechanismLaw[] = [
  defineLaw({
    name: STABLE,
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
  defineLaw({
    name: REPEATS,
    statement: 'the same distribution again gives the same outcome, CF(x | x) = 1 for q = p',
    scope: 'every mechanism',
    appliesTo: () => true,
    violation({ forms, tolerance, draws }, { p, outcomes }) {
      for (const x of observable(p, forms.exact ? Infinity : draws)) {
        const chance = forms.counterfactual(p, p.slice(), x, outcomes)[x];
        if (!(chance >= 1 - tolerance)) return { computed: `CF(${x} | ${x}) for q = p is ${chance}`, required: '1' };
      }
      return undefined;
    },
  }),
  ...WITHIN.map(({ assumption, property }) => withinProperty(assumption, property)),
];

function withinProperty(assumption: string, property: string): MechanismLaw {
  const assumed = findAssumption(assumption);
  return defineLaw({
    name: property,
    statement: `all rows are among those of the assumption ${assumption}: ${assumed.summary}`,
    scope: 'every mechanism',
    appliesTo: () => true,
    violation({ forms, tolerance, draws, runs }, { p, q, outcomes }) {
      for (const x of observable(p, forms.exact ? Infinity : draws)) {
        const row = forms.counterfactual(p, q, x, outcomes);
        // Half as many draws as are to be expected come but for a chance that is smaller yet.
        const slack = forms.exact ? tolerance : frequencyBound((draws * p[x]) / 2, runs * p.length ** 2);
        if (!admits(assumed.bounds(p, q, x), row, slack))
          return { computed: `CF(. | ${x}) is [${row.join(', ')}]`, required: `a row that ${assumption} admits` };
      }
      return undefined;
    },
    note: (subject) =>
      subject.forms.exact
        ? ''
        : 'rows are frequencies of the draws that came out as observed; smaller faults go unseen',
  });
}

/** Outcomes that can be observed, and come often enough among the draws to tell something of their row. */
function observable(p: Float64Array, draws: number): number[] {
  return [...p.keys()].filter((x) => p[x] > 0 && p[x] * draws >= ENOUGH);
}

/** Draws. */
const ENOUGH = 100;

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
