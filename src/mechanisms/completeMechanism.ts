import { ArgumentError, NumericalError } from '../core/errors.js';
import { checkProbabilities } from '../core/probability.js';
import { type DeriveOptions, deriveForms } from './deriveForms.js';
import type { CompleteMechanism, CommonRow, CounterfactualForm, Mechanism, SparseRow } from './mechanism.js';

/** How far a sum of what an author's function returns may be from the right one. */
const SUM_TOLERANCE = 1e-6;

/**
 * Every form of a mechanism, from whichever its author gave, with inputs and results checked.
 *
 * - `coupling` only: a row is the coupling's divided by p[x]. `counterfactual` only: the coupling is p[x] times the
 *   rows.
 * - `outcome` only: both are frequencies over `draws` noise vectors, the same for every pair with K outcomes, so
 *   results do not depend on the order of calls; `exact` is then false, and `sample` draws noise until it gives x.
 *
 * @throws ArgumentError, here or in use: a definition without any form, inputs that are no probabilities, an author's
 *   function that
 * throws, returns the wrong length or kind, or numbers that do not sum to what they must within 1e-6 (the exact forms)
 * @throws NumericalError, in use: an observed outcome with p[x] = 0, or one that none of the draws gives
 *
 * Cost: the author's, and O(K) a row or O(K²) a coupling; estimates cost `draws` times two outcomes.
 *
 * @example
 * const threshold = completeMechanism(
 *   { name: 'threshold', implicit: true, noiseDimension: 1, outcome: (p, noise) => (noise[0]! < p[0]! ? 0 : 1) },
 *   { rng: createRng(1) },
 * );
 * threshold.counterfactual(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0, Uint32Array.of(0, 1)) // [1, 0]
 */
export function completeMechanism(mechanism: Mechanism, options: DeriveOptions = {}): CompleteMechanism {
  const forms = deriveForms(mechanism, options);
  const where = `mechanism ${forms.name}`;
  return {
    name: forms.name,
    implicit: forms.implicit,
    exact: forms.exact,
    coupling(p, q, outcomes) {
      checkPair(where, p, q, outcomes);
      const coupling = forms.coupling(p, q, outcomes);
      if (forms.exact) checkCoupling(where, coupling, p, q);
      return coupling;
    },
    counterfactual: checkedForm(where, forms.counterfactual),
    sample(rng, p, q, x, outcomes) {
      checkPair(where, p, q, outcomes);
      checkObserved(where, p, x);
      return forms.sample(rng, p, q, x, outcomes);
    },
  };
}

function checkedForm(where: string, form: CounterfactualForm): CounterfactualForm {
  const checked: CounterfactualForm = (p, q, x, outcomes) => {
    checkPair(where, p, q, outcomes);
    checkObserved(where, p, x);
    const row = form(p, q, x, outcomes);
    checkRow(where, row, x);
    return row;
  };
  const { sparse, fresh, common, order } = form;
  return Object.assign(checked, {
    ...(sparse && { sparse: checkedSparseRow(where, sparse) }),
    ...(fresh !== undefined && { fresh }),
    ...(common && { common: checkedCommonRow(where, common) }),
    ...(order && { order }),
  });
}

/** The same of the part of a row that is computed. */
function checkedCommonRow(where: string, commonRow: CommonRow): CommonRow {
  return (common, out) => {
    const factor = commonRow(common, out);
    let sum = common.rest === 0 ? 0 : factor * common.rest;
    let least = factor;
    for (let k = 0; k < common.n; k++) {
      sum += out[k];
      least = Math.min(least, out[k]);
    }
    if (!(least >= -SUM_TOLERANCE))
      throw new ArgumentError(
        `${where}: a counterfactual row must not be negative, got ${least} by counterfactual.common`,
      );
    checkSum(where, 'counterfactual row of observed outcome', common.x, sum, 1);
    return factor;
  };
}

/** Without a look at p and q: they are rows of a model, and checked once for all their pairs. */
function checkedSparseRow(where: string, sparseRow: SparseRow): SparseRow {
  return (pair, out, at) => {
    sparseRow(pair, out, at);
    const end = at + pair.qEnd - pair.qStart;
    let sum = 0;
    for (let k = at; k < end; k++) {
      if (out[k] < -SUM_TOLERANCE)
        throw new ArgumentError(
          `${where}: a counterfactual row must not be negative, got ${out[k]} for outcome ${pair.outcome[pair.qStart + k - at]}`,
        );
      sum += out[k];
    }
    checkSum(where, 'counterfactual row', pair.outcome[pair.x], sum, 1);
  };
}

function checkPair(where: string, p: Float64Array, q: Float64Array, outcomes: Uint32Array): void {
  if (p.length !== q.length || p.length !== outcomes.length)
    throw new ArgumentError(
      `${where}: p, q and outcomes must have the same length, got ${p.length}, ${q.length} and ${outcomes.length}`,
    );
  checkProbabilities(`${where}: p`, p);
  checkProbabilities(`${where}: q`, q);
}

function checkObserved(where: string, p: Float64Array, x: number): void {
  if (!Number.isInteger(x) || x < 0 || x >= p.length)
    throw new ArgumentError(`${where}: x must be a position from 0 to ${p.length - 1}, got ${x}`);
  if (p[x] === 0)
    throw new NumericalError(
      `${where}: the observed outcome must be possible, got p[${x}] = 0 - the model excludes what was observed: fit it again or smooth it`,
    );
}

function checkCoupling(where: string, coupling: Float64Array, p: Float64Array, q: Float64Array): void {
  const nOutcomes = p.length;
  // What each column still lacks; row after row, since a walk down the columns of a large matrix is many times slower.
  const lacking = q.slice();
  for (let x = 0; x < nOutcomes; x++) {
    let sum = 0;
    for (let y = 0; y < nOutcomes; y++) {
      const value = coupling[x * nOutcomes + y];
      if (value < -SUM_TOLERANCE)
        throw new ArgumentError(`${where}: a coupling must not be negative, got J[${x}, ${y}] = ${value}`);
      sum += value;
      lacking[y] -= value;
    }
    checkSum(where, 'row', x, sum, p[x]);
  }
  for (let y = 0; y < nOutcomes; y++) checkSum(where, 'column', y, q[y] - lacking[y], q[y]);
}

function checkRow(where: string, row: Float64Array, x: number): void {
  let sum = 0;
  for (let y = 0; y < row.length; y++) {
    if (row[y] < -SUM_TOLERANCE)
      throw new ArgumentError(`${where}: a counterfactual row must not be negative, got CF(${y} | ${x}) = ${row[y]}`);
    sum += row[y];
  }
  checkSum(where, 'counterfactual row', x, sum, 1);
}

function checkSum(where: string, what: string, index: number, sum: number, required: number): void {
  if (!(Math.abs(sum - required) <= SUM_TOLERANCE))
    throw new ArgumentError(
      `${where}: ${what} ${index} must sum to ${required}, got ${sum} - run checkMechanism for the smallest example of the fault`,
    );
}
