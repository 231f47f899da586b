import { ArgumentError } from '../core/errors.js';
import { authorsCall, thrownByAuthor } from '../core/plugins/authorsCall.js';
import { inFewWords } from '../core/plugins/inFewWords.js';
import { sparseByCommon } from './kernels/commonOutcomes.js';
import { sparseInOrder } from './kernels/northWestCorner.js';
import type { CommonRow, CounterfactualForm, Mechanism, SparseRow } from './mechanism.js';

/** A mechanism whose functions check what they return. */
export interface GuardedMechanism extends Omit<Mechanism, 'noiseDimension'> {
  noiseDimension(nOutcomes: number): number;
}

/**
 * The same mechanism with every form checked for what it returns: a legal index, or a fresh Float64Array of the right
 * length whose entries are finite. Whether they are the right numbers is for `completeMechanism` and the laws.
 *
 * @returns a mechanism with the same forms as the given one, and `noiseDimension` always a function
 * @throws ArgumentError if no form, or half of one, is given; in use, ArgumentError or NumericalError (the latter if
 *   the author's
 * function threw one) naming the mechanism and the function, with the author's own error as `cause`
 *
 * Cost: O(1) an outcome, O(K) a row, O(K²) a coupling beside the author's own.
 */
export function guardMechanism(mechanism: Mechanism): GuardedMechanism {
  checkDefinition(mechanism);
  const { name, implicit } = mechanism;
  const index = (form: string, value: number, nOutcomes: number): number => {
    if (Number.isInteger(value) && value >= 0 && value < nOutcomes) return value;
    throw new ArgumentError(
      `mechanism ${name}: ${form} must return an index from 0 to ${nOutcomes - 1}, got ${inFewWords(value)} - return the position in p, not the outcome's id`,
    );
  };
  const vector = (form: string, value: Float64Array, length: number): Float64Array => {
    if (!(value instanceof Float64Array) || value.length !== length)
      throw new ArgumentError(
        `mechanism ${name}: ${form} must return a Float64Array of length ${length}, got ${inFewWords(value)}`,
      );
    const bad = value.findIndex((entry) => !Number.isFinite(entry));
    if (bad < 0) return value;
    throw new ArgumentError(`mechanism ${name}: ${form} must return finite numbers, got ${value[bad]} at index ${bad}`);
  };
  return {
    name,
    implicit,
    noiseDimension(nOutcomes) {
      const { noiseDimension } = mechanism;
      const value =
        typeof noiseDimension === 'function'
          ? authorsCall(`mechanism ${name}: noiseDimension`, () => noiseDimension.call(mechanism, nOutcomes))
          : noiseDimension;
      if (Number.isSafeInteger(value) && value! >= 0 && value! <= MOST_NOISE) return value!;
      throw new ArgumentError(
        `mechanism ${name}: noiseDimension must be a number of uniforms from 0 to ${MOST_NOISE}, got ${inFewWords(value)} for ${nOutcomes} outcomes`,
      );
    },
    ...(mechanism.outcome && {
      outcome: (p, noise, outcomes) =>
        index(
          'outcome',
          authorsCall(`mechanism ${name}: outcome`, () => mechanism.outcome!(p, noise, outcomes)),
          p.length,
        ),
    }),
    ...(mechanism.coupling && {
      coupling: (p, q, outcomes) =>
        vector(
          'coupling',
          authorsCall(`mechanism ${name}: coupling`, () => mechanism.coupling!(p, q, outcomes)),
          p.length * q.length,
        ),
    }),
    ...(mechanism.counterfactual && {
      counterfactual: Object.assign(
        (p: Float64Array, q: Float64Array, x: number, outcomes: Uint32Array) =>
          vector(
            'counterfactual',
            authorsCall(`mechanism ${name}: counterfactual`, () => mechanism.counterfactual!(p, q, x, outcomes)),
            q.length,
          ),
        knownBeside(name, mechanism.counterfactual),
      ),
    }),
    ...(mechanism.sample && {
      sample: (rng, p, q, x, outcomes) =>
        index(
          'sample',
          authorsCall(`mechanism ${name}: sample`, () => mechanism.sample!(rng, p, q, x, outcomes)),
          q.length,
        ),
    }),
  };
}

/** What an author knows beside, and rows without zeros wherever they follow from it. */
function knownBeside(
  name: string,
  { sparse, fresh, common, order }: CounterfactualForm,
): Pick<CounterfactualForm, 'sparse' | 'fresh' | 'common' | 'order'> {
  for (const [field, known] of Object.entries({ sparse, common, order })) {
    if (known !== undefined && typeof known !== 'function')
      throw new ArgumentError(
        `mechanism ${name}: counterfactual.${field} must be a function, got ${inFewWords(known)}`,
      );
  }
  if (fresh !== undefined && typeof fresh !== 'boolean')
    throw new ArgumentError(`mechanism ${name}: counterfactual.fresh must be true or false, got ${inFewWords(fresh)}`);
  const row = common && guardedCommonRow(name, common);
  const inOrder =
    order && ((outcomes: Uint32Array) => authorsCall(`mechanism ${name}: counterfactual.order`, () => order(outcomes)));
  const stored = sparse
    ? guardedSparseRow(name, sparse)
    : row
      ? sparseByCommon(row)
      : inOrder && sparseInOrder(inOrder);
  return {
    ...(stored && { sparse: stored }),
    ...(row && { common: row }),
    ...(inOrder && { order: inOrder }),
    ...(fresh !== undefined && { fresh }),
  };
}

/** Without a function made for each call, which would cost as much as a short row. */
function guardedSparseRow(name: string, sparse: SparseRow): SparseRow {
  return (pair, out, at) => {
    try {
      sparse(pair, out, at);
    } catch (cause) {
      throw thrownByAuthor(`mechanism ${name}: counterfactual.sparse`, cause);
    }
  };
}

function guardedCommonRow(name: string, row: CommonRow): CommonRow {
  return (common, out) => {
    try {
      return row(common, out);
    } catch (cause) {
      throw thrownByAuthor(`mechanism ${name}: counterfactual.common`, cause);
    }
  };
}

/** Uniforms of one outcome; more would be a slip, and take the memory of the machine. */
const MOST_NOISE = 2 ** 20;

const FORMS: readonly string[] = ['outcome', 'coupling', 'counterfactual', 'sample'];

function checkDefinition(mechanism: Mechanism): void {
  const { name, implicit } = mechanism;
  if (typeof name !== 'string' || name === '')
    throw new ArgumentError(`mechanism: name must be a text that is not empty, got ${inFewWords(name)}`);
  if (typeof implicit !== 'boolean')
    throw new ArgumentError(`mechanism ${name}: implicit must be true or false, got ${inFewWords(implicit)}`);
  const forms = Object.entries(mechanism).filter(([key]) => FORMS.includes(key));
  for (const [form, given] of forms as readonly [string, unknown][]) {
    if (given !== undefined && typeof given !== 'function')
      throw new ArgumentError(`mechanism ${name}: ${form} must be a function, got ${inFewWords(given)}`);
  }
  if (mechanism.outcome && mechanism.noiseDimension === undefined)
    throw new ArgumentError(
      `mechanism ${name}: outcome needs noiseDimension, got none - say how many uniforms outcome takes`,
    );
  if (!mechanism.outcome && !mechanism.coupling && !mechanism.counterfactual)
    throw new ArgumentError(
      `mechanism ${name}: one of outcome, coupling and counterfactual must be given, got none - give outcome with noiseDimension to have the others sampled`,
    );
}
