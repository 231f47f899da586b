import { type ClusterRows, LOWEST_KERNEL } from './clusterRows.js';

/** Where the gradient goes; each is overwritten. */
export interface ClusterRowsGradient {
  /** Shape (nClusters × K): ∂L/∂logits, zero where p is zero and where a logit was cut. */
  readonly logits: Float32Array | Float64Array;
  /** Shape (nClusters): ∂L/∂prior through Π, the entries taken as free. */
  readonly prior?: Float64Array;
  /** Shape (K): ∂L/∂p through Π, the entries taken as free; zero where p is. */
  readonly p?: Float64Array;
}

/**
 * The way back through `clusterRows`: from ∂L/∂Π to ∂L/∂logits, ∂L/∂prior and ∂L/∂p, exactly, through every Sinkhorn
 * step.
 *
 * At a tie for c* the first maximiser counts, which is a subgradient. Prior and p are free: project with their own
 * softmax.
 *
 * @param workspace as `clusterRows` left it
 * @param gradRows shape (nClusters × K): ∂L/∂Π; entries where p is zero are not read
 *
 * Cost O(|Z| K T), no allocation. Source: section 4 of the project's exact algorithms; ours.
 *
 * In the code, a name that ends in Log is a derivative with respect to a logarithm: those stay in range for any scale.
 */
export function clusterRowsGradient(
  workspace: ClusterRows,
  gradRows: Float64Array,
  gradient: ClusterRowsGradient,
): void {
  const { nSteps, nSupport, p, gradP, worst } = workspace;
  const rounds = Math.max(nSteps, 1);
  workspace.gradPrior.fill(0);
  const correctionLog = throughCorrection(workspace, gradRows);
  for (let t = rounds - 1; t >= 0; t--) {
    throughRowScaling(workspace, t);
    if (nSteps > 0) throughColumnScaling(workspace, t, t === rounds - 1 ? correctionLog : 0);
  }
  if (nSteps === 0) gradP[worst] += correctionLog / p[worst];
  writeLogits(workspace, gradient.logits);
  if (gradient.prior) {
    for (let z = 0; z < workspace.nClusters; z++) gradient.prior[z] = workspace.gradPrior[z];
  }
  if (gradient.p) {
    gradient.p.fill(0);
    for (let x = 0; x < nSupport; x++) gradient.p[workspace.support[x]] = gradP[x];
  }
}

/**
 * Through Π = E / c* + rest p and E = w M p / s, s the last column sums. Returns the derivative with respect to log c*.
 */
function throughCorrection(workspace: ClusterRows, gradRows: Float64Array): number {
  const { nClusters, nOutcomes, nSteps, nSupport: n, support, p, columnSums, corrected, rest } = workspace;
  const { gradKernel, gradColumns, gradP, gradRowScale } = workspace;
  gradRowScale.fill(0);
  const k = 1 / workspace.correction;
  gradColumns.fill(0);
  gradP.fill(0);
  let correctionLog = 0;
  for (let z = 0; z < nClusters; z++) {
    const rowStart = z * nOutcomes;
    let mean = 0;
    for (let x = 0; x < n; x++) mean += gradRows[rowStart + support[x]] * p[x];
    let rowScaleLog = 0;
    for (let x = 0; x < n; x++) {
      const G = gradRows[rowStart + support[x]];
      const share = k * corrected[z * n + x];
      const correctedLog = (G - mean) * share;
      gradKernel[z * n + x] = correctedLog;
      rowScaleLog += correctedLog;
      gradColumns[x] += correctedLog;
      gradP[x] += G * rest[z];
      correctionLog -= G * (share - (1 - rest[z]) * p[x]);
    }
    gradRowScale[z] = rowScaleLog;
  }
  const end = Math.max(nSteps, 1) * nOutcomes;
  for (let x = 0; x < n; x++) {
    gradP[x] += gradColumns[x] / p[x];
    // c* = c[worst] is inversely proportional to the last column sum there.
    const columnLog = -gradColumns[x] - (x === workspace.worst ? correctionLog : 0);
    gradColumns[x] = columnLog / columnSums[end + x];
  }
  return correctionLog;
}

/**
 * Through the column sums after step t, s = Mᵀ (prior w), and w = 1 / (M v); leaves ∂L/∂v in `gradScale`. Two rows at a
 * time, as in the steps themselves.
 */
function throughRowScaling(workspace: ClusterRows, t: number): void {
  const { nPadded, nOutcomes, nSupport: n, prior, kernel, columnScale, rowScale } = workspace;
  const { gradKernel, gradColumns, gradScale, gradRowScale, gradPrior } = workspace;
  const step = t * nOutcomes;
  gradScale.fill(0);
  for (let z = 0; z < nPadded; z += 2) {
    const row0 = z * n;
    const row1 = row0 + n;
    let along0 = 0;
    let along1 = 0;
    for (let x = 0; x < n; x++) {
      const g = gradColumns[x];
      along0 += kernel[row0 + x] * g;
      along1 += kernel[row1 + x] * g;
    }
    const w0 = rowScale[t * nPadded + z];
    const w1 = rowScale[t * nPadded + z + 1];
    gradPrior[z] += w0 * along0;
    gradPrior[z + 1] += w1 * along1;
    const u0 = prior[z] * w0;
    const u1 = prior[z + 1] * w1;
    const sum0 = -(u0 * along0 + gradRowScale[z]) * w0;
    const sum1 = -(u1 * along1 + gradRowScale[z + 1]) * w1;
    // Only the last step's w also enters Π directly.
    gradRowScale[z] = 0;
    gradRowScale[z + 1] = 0;
    for (let x = 0; x < n; x++) {
      const entry0 = kernel[row0 + x];
      const entry1 = kernel[row1 + x];
      const g = gradColumns[x];
      const v = columnScale[step + x];
      gradKernel[row0 + x] += entry0 * (u0 * g + sum0 * v);
      gradKernel[row1 + x] += entry1 * (u1 * g + sum1 * v);
      gradScale[x] += sum0 * entry0 + sum1 * entry1;
    }
  }
}

/**
 * Through v = p / s of step t; leaves ∂L/∂s in `gradColumns`. c* is proportional to the last step's s at its maximiser.
 */
function throughColumnScaling(workspace: ClusterRows, t: number, correctionLog: number): void {
  const { nOutcomes, nSupport: n, columnSums, columnScale, gradColumns, gradScale, gradP, worst } = workspace;
  const step = t * nOutcomes;
  for (let x = 0; x < n; x++) {
    const columnSum = columnSums[step + x];
    gradP[x] += gradScale[x] / columnSum;
    const columnLog = (x === worst ? correctionLog : 0) - gradScale[x] * columnScale[step + x];
    gradColumns[x] = columnLog / columnSum;
  }
}

/** Adds the first column sums, s = Mᵀ 1, and writes by outcome. */
function writeLogits(workspace: ClusterRows, logits: Float32Array | Float64Array): void {
  const { nClusters, nOutcomes, nSteps, nSupport: n, support, kernel, gradKernel, gradColumns } = workspace;
  if (n < nOutcomes) logits.fill(0);
  for (let z = 0; z < nClusters; z++) {
    for (let x = 0; x < n; x++) {
      const at = z * n + x;
      const first = nSteps > 0 ? kernel[at] * gradColumns[x] : 0;
      logits[z * nOutcomes + support[x]] = kernel[at] > LOWEST_KERNEL ? gradKernel[at] + first : 0;
    }
  }
}
