import { defineLaw } from './defineLaw.js';
import { sparseByCommon } from '../../mechanisms/kernels/commonOutcomes.js';
import { sparseInOrder } from '../../mechanisms/kernels/northWestCorner.js';
import type { CounterfactualForm, SparsePair, SparseRow } from '../../mechanisms/mechanism.js';
import type { MechanismLaw } from './law.js';
import { sumViolation } from './violations.js';

/** Laws of the counterfactual rows, for mechanisms that give them in closed form. */
export const rowLaws: readonly MechanismLaw[] = [
  defineLaw({
    name: 'rows are distributions',
    statement: 'CF(y | x) >= 0, and the sum over y is 1, for p[x] > 0 however small',
    scope: 'mechanisms with counterfactual',
    appliesTo: (mechanism) => mechanism.counterfactual !== undefined,
    violation({ mechanism, tolerance }, { p, q, outcomes }) {
      for (const x of possible(p)) {
        const row = mechanism.counterfactual!(p, q, x, outcomes);
        const y = row.findIndex((value) => value < -tolerance);
        if (y >= 0) return { computed: `CF(${y} | ${x}) is ${row[y]}`, required: 'at least 0' };
        const sum = row.reduce((total, value) => total + value, 0);
        if (!(Math.abs(sum - 1) <= tolerance)) return { computed: `CF(. | ${x}) sums to ${sum}`, required: '1' };
      }
      return undefined;
    },
  }),
  defineLaw({
    name: 'rows average to q',
    statement: 'the sum over x of p[x] CF(y | x) is q[y]',
    scope: 'mechanisms with counterfactual',
    appliesTo: (mechanism) => mechanism.counterfactual !== undefined,
    violation({ mechanism, tolerance }, { p, q, outcomes }) {
      const average = new Float64Array(q.length);
      for (const x of possible(p))
        mechanism.counterfactual!(p, q, x, outcomes).forEach((value, y) => (average[y] += p[x] * value));
      return sumViolation('the average row at outcome', average, q, tolerance);
    },
  }),
  defineLaw({
    name: 'forms agree',
    statement: 'J[x, y] = p[x] CF(y | x)',
    scope: 'mechanisms with both coupling and counterfactual',
    appliesTo: (mechanism) => mechanism.coupling !== undefined && mechanism.counterfactual !== undefined,
    violation({ mechanism, tolerance }, { p, q, outcomes }) {
      const coupling = mechanism.coupling!(p, q, outcomes);
      for (const x of possible(p)) {
        const row = mechanism.counterfactual!(p, q, x, outcomes);
        const y = row.findIndex((value, k) => !(Math.abs(p[x] * value - coupling[x * q.length + k]) <= tolerance));
        if (y >= 0)
          return {
            computed: `p[${x}] CF(${y} | ${x}) is ${p[x] * row[y]}`,
            required: `J[${x}, ${y}] = ${coupling[x * q.length + y]}`,
          };
      }
      return undefined;
    },
  }),
  defineLaw({
    name: 'stored rows agree',
    statement:
      'counterfactual.sparse, common and order give CF(y | x) of the outcomes of q, whatever zeros are left out',
    scope: 'mechanisms with counterfactual.sparse, common or order',
    appliesTo: ({ counterfactual: form }) => (form?.sparse ?? form?.common ?? form?.order) !== undefined,
    violation({ mechanism, forms, tolerance }, { p, q, outcomes }) {
      const given = (['common', 'order', 'sparse'] as const).filter((form) => mechanism.counterfactual![form]);
      for (const x of possible(p)) {
        const row = forms.counterfactual(p, q, x, outcomes);
        const pair = withoutZeros(p, q, x);
        for (const form of given) {
          const out = new Float64Array(pair.qEnd - pair.qStart);
          storedRow(mechanism.counterfactual!, form)(pair, out, 0);
          const k = out.findIndex((value, at) => !(Math.abs(value - row[pair.outcome[pair.qStart + at]]) <= tolerance));
          if (k < 0) continue;
          const y = pair.outcome[pair.qStart + k];
          return { computed: `counterfactual.${form} gives ${out[k]} for CF(${y} | ${x})`, required: String(row[y]) };
        }
      }
      return undefined;
    },
  }),
  defineLaw({
    name: 'fresh noise',
    statement: 'CF(y | x) = q[y], whatever was observed',
    scope: 'mechanisms with counterfactual.fresh',
    appliesTo: (mechanism) => mechanism.counterfactual?.fresh === true,
    violation({ forms, tolerance }, { p, q, outcomes }) {
      for (const x of possible(p)) {
        const row = forms.counterfactual(p, q, x, outcomes);
        const y = row.findIndex((value, k) => !(Math.abs(value - q[k]) <= tolerance));
        if (y >= 0) return { computed: `CF(${y} | ${x}) is ${row[y]}`, required: `q[${y}] = ${q[y]}` };
      }
      return undefined;
    },
  }),
];

/** Rows that are stored without their zeros, by one of what the author knows of them. */
function storedRow({ sparse, common, order }: CounterfactualForm, form: 'sparse' | 'common' | 'order'): SparseRow {
  if (form === 'sparse') return sparse!;
  return form === 'common' ? sparseByCommon(common!) : sparseInOrder(order!);
}

/** Both rows as a model stores them: p's entries, then q's. */
function withoutZeros(p: Float64Array, q: Float64Array, x: number): SparsePair {
  const [inP, inQ] = [possible(p), possible(q)];
  return {
    outcome: Uint32Array.from([...inP, ...inQ]),
    probability: Float64Array.from([...inP.map((k) => p[k]), ...inQ.map((k) => q[k])]),
    pStart: 0,
    pEnd: inP.length,
    x: inP.indexOf(x),
    qStart: inP.length,
    qEnd: inP.length + inQ.length,
  };
}

function possible(p: Float64Array): number[] {
  return Array.from(p.keys()).filter((x) => p[x] > 0);
}
