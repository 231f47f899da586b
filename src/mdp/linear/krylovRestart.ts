import { type ChainSystem, residualOf } from './chainSystem.js';

/** Krylov vectors of a restart: 16 arrays of the size of x, 128 MB at a million states. */
const VECTORS = 15;

/** Memory that restarts on the same states share. */
export interface KrylovWorkspace {
  /** 16 arrays of shape (n). */
  readonly basis: readonly Float64Array[];
  /** Shape (S), 0 between calls. */
  readonly full: Float64Array;
  /** Shape (n): direction in which a shift of all values moves the residual. */
  readonly shift: Float64Array;
}

/**
 * @param nStates states of the system
 * @param n states that a restart moves
 */
export function krylovWorkspace(nStates: number, n: number): KrylovWorkspace {
  return {
    basis: Array.from({ length: VECTORS + 1 }, () => new Float64Array(n)),
    full: new Float64Array(nStates),
    shift: new Float64Array(n),
  };
}

/**
 * One restart of GMRES with 15 vectors on the equations of some states, each divided by its `leaving`, the other states
 * held: adds to x the vector that leaves the least residual (least squares), of the Krylov space and, for values, the
 * shifts of all by the same. Where runs are long a shift hardly shows in the residual, and a short Krylov space would
 * not find it.
 *
 * @param x read for every state, written for `states`, shape (S)
 * @param workspace of `states.length`
 *
 * Cost 15 passes over the rows and some 250 operations a state.
 *
 * Source: Saad & Schultz, "GMRES", 1986; the shift: de Sturler, "Nested Krylov methods based on GCR", 1996.
 */
export function krylovRestart(
  system: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  states: Uint32Array,
  { basis, full, shift }: KrylovWorkspace,
): void {
  residualOf(system, b, x, states, basis[0]);
  const shiftSize = system.transposed ? 0 : shiftOfAll(system, states, full, shift);
  const deflate = (v: Float64Array): number => {
    if (shiftSize === 0) return 0;
    const part = dot(shift, v);
    addScaled(v, -part, shift);
    return part;
  };
  let shifted = deflate(basis[0]);
  const norm = Math.sqrt(dot(basis[0], basis[0]));
  if (!(norm < Infinity)) return;
  if (norm > 0) scale(basis[0], 1 / norm);
  const triangle: Float64Array[] = [];
  const cos: number[] = [];
  const sin: number[] = [];
  const rhs = [norm];
  const parts: number[] = [];
  while (norm > 0 && triangle.length < VECTORS) {
    const size = triangle.length;
    const next = basis[size + 1];
    applySystem(system, states, basis[size], next, full);
    const part = deflate(next);
    const before = Math.sqrt(dot(next, next));
    const projection = new Float64Array(size + 2);
    for (let i = 0; i <= size; i++) {
      projection[i] = dot(basis[i], next);
      addScaled(next, -projection[i], basis[i]);
    }
    projection[size + 1] = Math.sqrt(dot(next, next));
    const exhausted = projection[size + 1] <= 1e-14 * before;
    if (!exhausted) scale(next, 1 / projection[size + 1]);
    for (let i = 0; i < size; i++) rotate(projection, i, cos[i], sin[i]);
    const length = Math.hypot(projection[size], projection[size + 1]);
    if (!(length > 0)) break;
    cos.push(projection[size] / length);
    sin.push(projection[size + 1] / length);
    rotate(projection, size, cos[size], sin[size]);
    rhs.push(-sin[size] * rhs[size]);
    rhs[size] *= cos[size];
    triangle.push(projection);
    parts.push(part);
    if (exhausted || Math.abs(rhs[size + 1]) <= 1e-16 * norm) break;
  }
  const weight = backSubstitute(triangle, rhs);
  for (let j = 0; j < weight.length; j++)
    for (let at = 0; at < states.length; at++) x[states[at]] += weight[j] * basis[j][at];
  if (shiftSize === 0) return;
  for (let j = 0; j < weight.length; j++) shifted -= weight[j] * parts[j];
  for (const s of states) x[s] += shifted / shiftSize;
}

/**
 * What a shift of all the given states' values by 1 takes from the residual: what leaves the states as a whole from
 * each, over `leaving`, summed from the entries that do.
 *
 * @param out written, shape (n), scaled to length 1
 * @returns its length before; 0 where nothing leaves
 */
function shiftOfAll(
  { rows: { first, end, column, probability, leak }, discount, leaving }: ChainSystem,
  states: Uint32Array,
  inside: Float64Array,
  out: Float64Array,
): number {
  for (const s of states) inside[s] = 1;
  for (let at = 0; at < states.length; at++) {
    const i = states[at];
    let exit = leak ? leak[i] : 0;
    for (let k = first[i]; k < end[i]; k++) if (inside[column[k]] === 0) exit += probability[k];
    out[at] = leaving[i] === 0 ? 0 : (1 - discount + discount * exit) / leaving[i];
  }
  for (const s of states) inside[s] = 0;
  const size = Math.sqrt(dot(out, out));
  if (!(size > 0 && size < Infinity)) return 0;
  scale(out, 1 / size);
  return size;
}

/** out = v − discount · M v / leaving on the given states, v being 0 on the others. */
function applySystem(
  { rows, discount, leaving }: ChainSystem,
  states: Uint32Array,
  v: Float64Array,
  out: Float64Array,
  full: Float64Array,
): void {
  const { first, end, column, probability } = rows;
  for (let at = 0; at < states.length; at++) full[states[at]] = v[at];
  for (let at = 0; at < states.length; at++) {
    const i = states[at];
    let sum = 0;
    for (let k = first[i]; k < end[i]; k++) if (column[k] !== i) sum += probability[k] * full[column[k]];
    out[at] = leaving[i] === 0 ? v[at] : v[at] - (discount * sum) / leaving[i];
  }
  for (const s of states) full[s] = 0;
}

function rotate(column: Float64Array, i: number, cos: number, sin: number): void {
  const [a, b] = [column[i], column[i + 1]];
  column[i] = cos * a + sin * b;
  column[i + 1] = cos * b - sin * a;
}

/** Solves the triangular system whose column j is triangle[j][0..j]. */
function backSubstitute(triangle: readonly Float64Array[], rhs: readonly number[]): Float64Array {
  const y = new Float64Array(triangle.length);
  for (let i = triangle.length - 1; i >= 0; i--) {
    let sum = rhs[i];
    for (let j = i + 1; j < triangle.length; j++) sum -= triangle[j][i] * y[j];
    y[i] = sum / triangle[i][i];
  }
  return y;
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
