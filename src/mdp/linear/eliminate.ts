/**
 * Dense elimination of some states of a chain, without a subtraction: state k is taken out by letting what enters it go on
 * at once to where k leads, k = n − 1 down to 0. Every number is a sum of products of what is not negative, so that each
 * comes out to nearly full relative accuracy, however rarely the states are left.
 */
export interface Elimination {
  readonly n: number;
  /** Shape (n × n): entries (k, j) and (j, k), j < k, are those of state k at the time it was taken out. */
  readonly matrix: Float64Array;
  /** Shape (n): what left each state at that time. */
  readonly leaving: Float64Array;
}

/**
 * @param matrix shape (n × n), row-major: discounted probabilities between the states; overwritten. The diagonal is not read
 * @param exit shape (n): what leaves the n states from each, 1 − discount included; overwritten
 *
 * Cost O(n³ / 3) where the states are densely linked.
 *
 * Source: Grassmann, Taksar & Heyman, Operations Research 33, 1985; accuracy: O'Cinneide, Numerische Mathematik 65, 1993.
 */
export function eliminate(matrix: Float64Array, exit: Float64Array): Elimination {
  const n = exit.length;
  const leaving = new Float64Array(n);
  const linked = new Uint32Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const rowK = k * n;
    let nLinked = 0;
    let sum = exit[k];
    for (let j = 0; j < k; j++) {
      if (matrix[rowK + j] === 0) continue;
      sum += matrix[rowK + j];
      linked[nLinked++] = j;
    }
    leaving[k] = sum;
    for (let i = 0; i < k; i++) {
      const share = matrix[i * n + k] / sum;
      // 0 / 0 is no link to a state that is never left.
      if (!(share > 0)) continue;
      exit[i] += share * exit[k];
      for (let at = 0; at < nLinked; at++) matrix[i * n + linked[at]] += share * matrix[rowK + linked[at]];
    }
  }
  return { n, matrix, leaving };
}

/** Values: overwrites b with the x of x = b + M x, shape (n). */
export function solveForward({ n, matrix, leaving }: Elimination, b: Float64Array): void {
  for (let k = n - 1; k >= 0; k--) {
    const value = b[k] / leaving[k];
    for (let i = 0; i < k; i++) b[i] += matrix[i * n + k] * value;
  }
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < k; j++) b[k] += matrix[k * n + j] * b[j];
    b[k] /= leaving[k];
  }
}

/** Visits: overwrites b with the y of y = b + Mᵀ y, shape (n). */
export function solveTransposed({ n, matrix, leaving }: Elimination, b: Float64Array): void {
  for (let k = n - 1; k >= 0; k--) {
    const visits = b[k] / leaving[k];
    for (let j = 0; j < k; j++) b[j] += matrix[k * n + j] * visits;
  }
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < k; i++) b[k] += matrix[i * n + k] * b[i];
    b[k] /= leaving[k];
  }
}
