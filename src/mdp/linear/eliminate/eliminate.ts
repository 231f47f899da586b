/**
 * Elimination of some states of a chain, without a subtraction: state k is taken out by letting what enters it go on at
 * once to where k leads, k = n − 1 down to 0. Every number is a sum of products of what is not negative, so that each
 * comes out to nearly full relative accuracy, however rarely the states are left.
 */
export interface Elimination {
  readonly n: number;
  /** No state is linked to one whose place differs by more; n − 1 for a dense matrix. */
  readonly reach: number;
  /**
   * Shape (n × (2 reach + 1)), see `bandIndex`: entries (k, j) and (j, k), j < k, are those of state k when it was
   * taken out.
   */
  readonly matrix: Float64Array;
  /** Shape (n): what left each state at that time. */
  readonly leaving: Float64Array;
}

/** Where entry (i, j), |i − j| ≤ reach, of a band lies. */
export function bandIndex(i: number, j: number, reach: number): number {
  return 2 * i * reach + j + reach;
}

/**
 * @param matrix shape (n × (2 reach + 1)): discounted probabilities between the states; overwritten. The diagonal is
 *   not read
 * @param exit shape (n): what leaves the n states from each, 1 − discount included; overwritten
 *
 * Cost O(n · reach²), and a third of it for a dense matrix.
 *
 * Source: Grassmann, Taksar & Heyman, Operations Research 33, 1985; accuracy: O'Cinneide, Numerische Mathematik 65,
 * 1993.
 */
export function eliminate(matrix: Float64Array, exit: Float64Array, reach: number): Elimination {
  const n = exit.length;
  const leaving = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const from = Math.max(0, k - reach);
    const rowK = bandIndex(k, 0, reach);
    let sum = exit[k];
    for (let j = from; j < k; j++) sum += matrix[rowK + j];
    leaving[k] = sum;
    for (let i = from; i < k; i++) {
      const rowI = bandIndex(i, 0, reach);
      const entering = matrix[rowI + k];
      if (entering === 0) continue;
      const share = entering / sum;
      exit[i] += share * exit[k];
      for (let j = from; j < k; j++) matrix[rowI + j] += share * matrix[rowK + j];
    }
  }
  return { n, reach, matrix, leaving };
}

/** Values: overwrites b with the x of x = b + M x, shape (n). */
export function solveForward({ n, reach, matrix, leaving }: Elimination, b: Float64Array): void {
  for (let k = n - 1; k >= 0; k--) {
    const value = b[k] / leaving[k];
    for (let i = Math.max(0, k - reach); i < k; i++) b[i] += matrix[bandIndex(i, k, reach)] * value;
  }
  for (let k = 0; k < n; k++) {
    for (let j = Math.max(0, k - reach); j < k; j++) b[k] += matrix[bandIndex(k, j, reach)] * b[j];
    b[k] /= leaving[k];
  }
}

/** Visits: overwrites b with the y of y = b + Mᵀ y, shape (n). */
export function solveTransposed({ n, reach, matrix, leaving }: Elimination, b: Float64Array): void {
  for (let k = n - 1; k >= 0; k--) {
    const visits = b[k] / leaving[k];
    for (let j = Math.max(0, k - reach); j < k; j++) b[j] += matrix[bandIndex(k, j, reach)] * visits;
  }
  for (let k = 0; k < n; k++) {
    for (let i = Math.max(0, k - reach); i < k; i++) b[k] += matrix[bandIndex(i, k, reach)] * b[i];
    b[k] /= leaving[k];
  }
}
