/**
 * Gadget 2's distributions over outcomes, one a cluster, and what their gradient needs. Working space for one size,
 * overwritten by `clusterRows`; only `rows` and `correction` are results.
 */
export interface ClusterRows {
  readonly nClusters: number;
  readonly nOutcomes: number;
  /** T, the number of Sinkhorn steps; 0 means that rows are scaled to the prior once. */
  readonly nSteps: number;
  /** Shape (nClusters × K): Π[z, x] = π(x | z, p). Rows sum to 1, and sum over z of prior[z] Π[z, x] = p[x]. */
  readonly rows: Float64Array;
  /** c*, at least 1. Far above 1, Π falls back to p: the mechanism is nearly plain Gumbel-max. */
  correction: number;
  /**
   * nClusters made even: the arrays below are worked through two clusters at a time, the one too many having prior 0.
   */
  readonly nPadded: number;
  /** How many outcomes have p > 0. The arrays below hold only those, in rows of that length. */
  nSupport: number;
  readonly support: Int32Array;
  readonly p: Float64Array;
  readonly prior: Float64Array;
  /** exp(logits less their maximum). */
  readonly kernel: Float64Array;
  /** By step: kernelᵀ u before it; one more at the end for the columns of the last rows. */
  readonly columnSums: Float64Array;
  /** By step: v = p / column sums. */
  readonly columnScale: Float64Array;
  /** By step: w = 1 / (kernel v), so that u = prior w. */
  readonly rowScale: Float64Array;
  /** c = p / column sums of A. */
  readonly columnCorrection: Float64Array;
  /** Where c is largest. */
  worst: number;
  /** E = c A / prior. */
  readonly corrected: Float64Array;
  /** By cluster: 1 − d / c*, the share of p in the row. */
  readonly rest: Float64Array;
  readonly gradKernel: Float64Array;
  readonly gradColumns: Float64Array;
  readonly gradScale: Float64Array;
  readonly gradP: Float64Array;
  readonly gradRowScale: Float64Array;
  readonly gradPrior: Float64Array;
}

/** What `clusterRows` starts from. */
export interface ClusterRowsInput {
  /** Shape (nClusters × K), row-major, finite; the network's answer to p. */
  readonly logits: Float32Array | Float64Array;
  /** Shape (K), probabilities; zeros are fine. */
  readonly p: Float64Array;
  /** Shape (nClusters), probabilities in float64. */
  readonly prior: Float64Array;
}

/**
 * Entries this far and further below the largest of their column count as equal: beyond, the scaling would overflow.
 */
const LOWEST_LOGIT = -600;
/** The kernel entries of such logits; they have no gradient. */
export const LOWEST_KERNEL: number = Math.exp(LOWEST_LOGIT);

/** Working space for |Z| = `nClusters`, K = `nOutcomes`, T = `nSteps`. */
export function createClusterRows(nClusters: number, nOutcomes: number, nSteps: number): ClusterRows {
  const rounds = Math.max(nSteps, 1);
  const nPadded = nClusters + (nClusters % 2);
  const floats = (length: number): Float64Array => new Float64Array(length);
  return {
    nClusters,
    nOutcomes,
    nSteps,
    rows: floats(nClusters * nOutcomes),
    correction: 1,
    nPadded,
    nSupport: 0,
    support: new Int32Array(nOutcomes),
    p: floats(nOutcomes),
    prior: floats(nPadded),
    kernel: floats(nPadded * nOutcomes),
    columnSums: floats((rounds + 1) * nOutcomes),
    columnScale: floats(rounds * nOutcomes),
    rowScale: floats(rounds * nPadded),
    columnCorrection: floats(nOutcomes),
    worst: 0,
    corrected: floats(nClusters * nOutcomes),
    rest: floats(nClusters),
    gradKernel: floats(nPadded * nOutcomes),
    gradColumns: floats(nOutcomes),
    gradScale: floats(nOutcomes),
    gradP: floats(nOutcomes),
    gradRowScale: floats(nPadded),
    gradPrior: floats(nPadded),
  };
}

/**
 * Gadget 2's distributions of an outcome given the cluster, from a network's logits: sum over z of prior[z] Π[z, x] =
 * p[x] whatever the logits.
 *
 *     A = exp(logits) after T Sinkhorn steps, columns to p, then rows to prior, as A = diag(u) M diag(v)
 *     c[x] = p[x] / sum over z of A[z, x]    c* = max c    d[z] = sum over x of c[x] A[z, x] / prior[z]
 *     Π[z, x] = c[x] A[z, x] / (c* prior[z]) + (1 − d[z] / c*) p[x]
 *
 * @param workspace of `createClusterRows`; overwritten, `rows` is the result
 * @param input not checked: p and prior must be probabilities (an error in their sums shows in the rows), logits finite
 * @returns c*, also in `workspace.correction`
 *
 * Cost O(|Z| K T), no allocation. Finite with exact marginals for any finite logits, p down to 1e-300 and T to 1,000.
 *
 * Deviation: the logits are shifted by the largest of their column (T = 0: of their row) and cut 600 below it. Neither
 * shift changes Π; the cut, which the paper does not have, keeps everything finite.
 *
 * Source: Lorberbom et al. 2021, gadget 2; the scaling form is ours.
 *
 * @example
 * const workspace = createClusterRows(1, 2, 10);
 * const input = { logits: Float64Array.of(3, -1), p: Float64Array.of(0.25, 0.75), prior: Float64Array.of(1) };
 * clusterRows(workspace, input);
 * // A single cluster has no choice.
 * workspace.rows // [0.25, 0.75]
 */
export function clusterRows(workspace: ClusterRows, { logits, p, prior }: ClusterRowsInput): number {
  takeSupport(workspace, p);
  takePrior(workspace, prior);
  if (workspace.nSteps > 0) kernelByColumn(workspace, logits);
  else kernelByRow(workspace, logits);
  scale(workspace);
  correct(workspace);
  return workspace.correction;
}

function takeSupport(workspace: ClusterRows, p: Float64Array): void {
  const { nOutcomes, support } = workspace;
  let n = 0;
  for (let x = 0; x < nOutcomes; x++) {
    if (p[x] === 0) continue;
    workspace.p[n] = p[x];
    support[n++] = x;
  }
  workspace.nSupport = n;
}

function takePrior(workspace: ClusterRows, prior: Float64Array): void {
  const { nClusters, nPadded, nSupport: n, kernel } = workspace;
  workspace.prior.set(prior);
  if (nPadded === nClusters) return;
  workspace.prior[nClusters] = 0;
  kernel.fill(1, nClusters * n, nPadded * n);
}

/** M less the column's maximum, which the first column scaling would take off in any case. */
function kernelByColumn(workspace: ClusterRows, logits: Float32Array | Float64Array): void {
  const { nClusters, nOutcomes, nSupport: n, support, kernel, gradColumns: largest } = workspace;
  largest.fill(-Infinity);
  for (let z = 0; z < nClusters; z++) {
    for (let x = 0; x < n; x++) {
      const logit = logits[z * nOutcomes + support[x]];
      if (logit > largest[x]) largest[x] = logit;
    }
  }
  for (let z = 0; z < nClusters; z++) {
    for (let x = 0; x < n; x++) {
      const below = logits[z * nOutcomes + support[x]] - largest[x];
      kernel[z * n + x] = below < LOWEST_LOGIT ? LOWEST_KERNEL : Math.exp(below);
    }
  }
}

/** M less the row's maximum, which the only row scaling of T = 0 takes off. */
function kernelByRow(workspace: ClusterRows, logits: Float32Array | Float64Array): void {
  const { nClusters, nOutcomes, nSupport: n, support, kernel } = workspace;
  for (let z = 0; z < nClusters; z++) {
    let largest = -Infinity;
    for (let x = 0; x < n; x++) largest = Math.max(largest, logits[z * nOutcomes + support[x]]);
    for (let x = 0; x < n; x++) {
      const below = logits[z * nOutcomes + support[x]] - largest;
      kernel[z * n + x] = below < LOWEST_LOGIT ? LOWEST_KERNEL : Math.exp(below);
    }
  }
}

/**
 * The Sinkhorn steps. A pass over a row gives its new scale and, with it, its part of the next column sums; two rows at
 * a time share what they read, which saves a third.
 */
function scale(workspace: ClusterRows): void {
  const { nClusters, nPadded, nOutcomes, nSteps, nSupport: n, p, prior, kernel } = workspace;
  const { columnSums, columnScale, rowScale } = workspace;
  columnSums.fill(0);
  if (nSteps === 0) columnScale.fill(1);
  else {
    for (let z = 0, at = 0; z < nClusters; z++) {
      for (let x = 0; x < n; x++) columnSums[x] += kernel[at++];
    }
  }
  const rounds = Math.max(nSteps, 1);
  for (let t = 0; t < rounds; t++) {
    const now = t * nOutcomes;
    const next = now + nOutcomes;
    if (nSteps > 0) for (let x = 0; x < n; x++) columnScale[now + x] = p[x] / columnSums[now + x];
    for (let z = 0; z < nPadded; z += 2) {
      const row0 = z * n;
      const row1 = row0 + n;
      let sum0 = 0;
      let sum1 = 0;
      for (let x = 0; x < n; x++) {
        const v = columnScale[now + x];
        sum0 += kernel[row0 + x] * v;
        sum1 += kernel[row1 + x] * v;
      }
      const w0 = 1 / sum0;
      const w1 = 1 / sum1;
      rowScale[t * nPadded + z] = w0;
      rowScale[t * nPadded + z + 1] = w1;
      const u0 = prior[z] * w0;
      const u1 = prior[z + 1] * w1;
      for (let x = 0; x < n; x++) columnSums[next + x] += u0 * kernel[row0 + x] + u1 * kernel[row1 + x];
    }
  }
}

/** The accept-reject correction, which makes the marginal exact where Sinkhorn has not converged. */
function correct(workspace: ClusterRows): void {
  const { nClusters, nPadded, nOutcomes, nSteps, nSupport: n, support, p, kernel, columnSums } = workspace;
  const { columnScale, rowScale, rows, columnCorrection: c, corrected, rest } = workspace;
  const { gradColumns: perSum, gradScale: lost } = workspace;
  const last = Math.max(nSteps, 1) - 1;
  const now = last * nOutcomes;
  const end = now + nOutcomes;
  let worst = 0;
  for (let x = 0; x < n; x++) {
    perSum[x] = 1 / columnSums[end + x];
    c[x] = (nSteps > 0 ? columnSums[now + x] : p[x]) * perSum[x];
    if (c[x] > c[worst]) worst = x;
  }
  const perLargest = 1 / c[worst];
  for (let x = 0; x < n; x++) lost[x] = columnScale[now + x] * ((c[worst] - c[x]) * perLargest);
  if (n < nOutcomes) rows.fill(0);
  for (let z = 0; z < nClusters; z++) {
    const w = rowScale[last * nPadded + z];
    let left = 0;
    for (let x = 0; x < n; x++) {
      const scaled = w * kernel[z * n + x];
      // p comes last: before it, 1e-300 would underflow.
      corrected[z * n + x] = scaled * perSum[x] * p[x];
      left += scaled * lost[x];
    }
    rest[z] = left;
    for (let x = 0; x < n; x++) rows[z * nOutcomes + support[x]] = corrected[z * n + x] * perLargest + left * p[x];
  }
  workspace.worst = worst;
  workspace.correction = c[worst];
}
