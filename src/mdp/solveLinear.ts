import { NumericalError } from '../core/errors.js';

export interface SolveLinearOptions {
  /** First guess, shape (n); default 0. A near one saves iterations. */
  readonly start?: Float64Array;
  /** Largest residual, relative to the largest |right-hand side| or |solution|; default 1e-14 times a safety of 8. */
  readonly tolerance?: number;
  /** Most applications of the operator; default 20,000. */
  readonly maxIterations?: number;
}

/** Krylov vectors kept before a restart. */
const RESTART = 30;

/**
 * Solves A x = b for a matrix given as the operator x → A x, by restarted GMRES.
 *
 * Every restart computes the residual b − A x afresh, so what is returned was checked, not estimated.
 *
 * @param apply writes A x to `out`
 * @param b shape (n)
 * @returns x, shape (n), with max |b − A x| ≤ tolerance · max(1, |b|, |x|)
 * @throws NumericalError if that is not reached, as for a singular matrix
 *
 * Cost O(nnz + 30 n) an iteration, memory O(30 n). Source: Saad & Schultz, "GMRES", 1986.
 */
export function solveLinear(
  apply: (x: Float64Array, out: Float64Array) => void,
  b: Float64Array,
  { start, tolerance = 8e-15, maxIterations = 20_000 }: SolveLinearOptions = {},
): Float64Array {
  const n = b.length;
  const x = start?.slice() ?? new Float64Array(n);
  const residual = b.slice();
  const basis = Array.from({ length: RESTART + 1 }, () => new Float64Array(n));
  const image = new Float64Array(n);
  const updateResidual = (): void => {
    apply(x, image);
    for (let i = 0; i < n; i++) residual[i] = b[i] - image[i];
  };
  if (start) updateResidual();
  let best = Infinity;
  let stalls = 0;
  for (let used = 0; used < maxIterations; used += RESTART) {
    const size = maxAbs(residual) / Math.max(1, maxAbs(b), maxAbs(x));
    if (size <= tolerance) return x;
    // Rounding limits what a restart can still gain: three in a row without progress are the end of the road.
    stalls = size < best * 0.5 ? 0 : stalls + 1;
    best = Math.min(best, size);
    if (stalls >= 3) {
      if (best <= tolerance * 64) return x;
      break;
    }
    const correction = krylovStep(apply, residual, basis);
    for (let i = 0; i < n; i++) x[i] += correction[i];
    updateResidual();
  }
  throw new NumericalError(
    `solveLinear: the residual must fall to ${tolerance}, got ${best} - the system is singular or nearly so; with discount 1 every run must end`,
  );
}

/** The vector of the Krylov space of `residual` that minimises |residual − A x|₂. Overwrites `basis`. */
function krylovStep(
  apply: (x: Float64Array, out: Float64Array) => void,
  residual: Float64Array,
  basis: readonly Float64Array[],
): Float64Array {
  const norm = Math.sqrt(dot(residual, residual));
  basis[0].set(residual);
  scale(basis[0], 1 / norm);
  const h: Float64Array[] = [];
  const cos: number[] = [];
  const sin: number[] = [];
  const rhs = [norm];
  let size = 0;
  while (size < RESTART) {
    const next = basis[size + 1];
    apply(basis[size], next);
    const column = new Float64Array(size + 2);
    const before = Math.sqrt(dot(next, next));
    for (let i = 0; i <= size; i++) {
      column[i] = dot(basis[i], next);
      addScaled(next, -column[i], basis[i]);
    }
    column[size + 1] = Math.sqrt(dot(next, next));
    const exhausted = column[size + 1] <= 1e-14 * before;
    if (!exhausted) scale(next, 1 / column[size + 1]);
    for (let i = 0; i < size; i++) rotate(column, i, cos[i], sin[i]);
    const length = Math.hypot(column[size], column[size + 1]);
    if (length === 0) break;
    cos.push(column[size] / length);
    sin.push(column[size + 1] / length);
    rotate(column, size, cos[size], sin[size]);
    rhs.push(-sin[size] * rhs[size]);
    rhs[size] *= cos[size];
    h.push(column);
    size += 1;
    if (exhausted || Math.abs(rhs[size]) <= 1e-16 * norm) break;
  }
  return combine(basis, backSubstitute(h, rhs), size);
}

function rotate(column: Float64Array, i: number, cos: number, sin: number): void {
  const [a, b] = [column[i], column[i + 1]];
  column[i] = cos * a + sin * b;
  column[i + 1] = cos * b - sin * a;
}

/** Solves the triangular system whose column j is h[j][0..j]. */
function backSubstitute(h: readonly Float64Array[], rhs: readonly number[]): Float64Array {
  const y = new Float64Array(h.length);
  for (let i = h.length - 1; i >= 0; i--) {
    let sum = rhs[i];
    for (let j = i + 1; j < h.length; j++) sum -= h[j][i] * y[j];
    y[i] = sum / h[i][i];
  }
  return y;
}

function combine(basis: readonly Float64Array[], y: Float64Array, size: number): Float64Array {
  const out = new Float64Array(basis[0].length);
  for (let j = 0; j < size; j++) addScaled(out, y[j], basis[j]);
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * x[i];
}

function scale(x: Float64Array, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i] *= factor;
}

function maxAbs(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Math.abs(value));
  return most;
}
