import { createRng, type Rng } from '../../../src/core/random/rng.js';
import type { ClusterRows } from '../../../src/gadgets/kernels/gadget2/clusterRows.js';
import type { Objective } from '../../../src/gadgets/kernels/race/objective.js';

/** Independent normals, times `scale`. */
export function normals(rng: Rng, length: number, scale = 1): Float64Array {
  return Float64Array.from({ length }, () => scale * rng.normal());
}

/** Weights from 0.05 to about 4, some of them exactly zero if `zeros`, the first one never. */
export function weights(rng: Rng, length: number, zeros: boolean): Float64Array {
  return Float64Array.from({ length }, (_, k) =>
    zeros && k > 0 && rng.uniform() < 0.2 ? 0 : 0.05 + rng.exponential(),
  );
}

/** `weights` divided by their sum. */
export function probabilities(rng: Rng, length: number, zeros: boolean): Float64Array {
  return normalized(weights(rng, length, zeros));
}

/** Probabilities of which about half lie between 1e-300 and 1e-3. */
export function extremeProbabilities(rng: Rng, length: number): Float64Array {
  return normalized(
    Float64Array.from({ length }, (_, k) =>
      k > 0 && rng.uniform() < 0.5 ? 10 ** (-3 - 297 * rng.uniform()) : rng.exponential(),
    ),
  );
}

/** Logits of which about a third each are −1000, 1000 and moderate. */
export function extremeLogits(rng: Rng, length: number): Float64Array {
  return Float64Array.from({ length }, () => {
    const u = rng.uniform();
    return u < 1 / 3 ? -1000 : u < 2 / 3 ? 1000 : 3 * rng.normal();
  });
}

/** One objective of each kind, random; the observed outcome is 0. */
export function objectives(seed: number, nOutcomes: number): Objective[] {
  const rng = createRng(seed).fork('objectives');
  const rank = 3;
  return [
    { kind: 'cost', cost: normals(rng, nOutcomes * nOutcomes) },
    { kind: 'low-rank', rank, left: normals(rng, rank * nOutcomes), right: normals(rng, rank * nOutcomes) },
    { kind: 'variance', score: normals(rng, nOutcomes) },
    { kind: 'given', observed: 0, cost: normals(rng, nOutcomes) },
    { kind: 'variance-given', observed: 0, score: normals(rng, nOutcomes) },
  ];
}

/** An objective's value for the coupling J, straight from its definition. */
export function objectiveOf(objective: Objective, coupling: Float64Array): number {
  const K = Math.sqrt(coupling.length);
  const expectation = (g: (x: number, y: number) => number, from = coupling): number =>
    from.reduce((sum, mass, cell) => sum + mass * g(Math.floor(cell / K), cell % K), 0);
  const givenRow = (x: number): Float64Array => {
    const row = coupling.map((mass, cell) => (Math.floor(cell / K) === x ? mass : 0));
    return normalized(row);
  };
  switch (objective.kind) {
    case 'cost':
      return expectation((x, y) => objective.cost[x * K + y]);
    case 'low-rank':
      return expectation((x, y) => lowRankEntry(objective, x, y, K));
    case 'variance': {
      const mean = expectation((x, y) => objective.score[x] - objective.score[y]);
      return expectation((x, y) => (objective.score[x] - objective.score[y] - mean) ** 2);
    }
    case 'given':
      return expectation((_, y) => objective.cost[y], givenRow(objective.observed));
    case 'variance-given': {
      const row = givenRow(objective.observed);
      const mean = expectation((_, y) => objective.score[y], row);
      return expectation((_, y) => (objective.score[y] - mean) ** 2, row);
    }
  }
}

/** The matrix of a low-rank objective. */
export function denseCost(objective: Extract<Objective, { kind: 'low-rank' }>, nOutcomes: number): Float64Array {
  return Float64Array.from({ length: nOutcomes * nOutcomes }, (_, cell) =>
    lowRankEntry(objective, Math.floor(cell / nOutcomes), cell % nOutcomes, nOutcomes),
  );
}

/** Whether no two ratios p / q are so close that a step of a finite difference could swap them. */
export function ratiosApart(p: Float64Array, q: Float64Array, gap: number): boolean {
  const angles = p.reduce<number[]>((list, value, k) => {
    // Ties at p = 0 or q = 0 have no kink: the weight that would jump is zero.
    if (value > 0 && q[k] > 0) list.push(Math.atan2(value, q[k]));
    return list;
  }, []);
  angles.sort((a, b) => a - b);
  return angles.every((angle, k) => k === 0 || angle - angles[k - 1] > gap);
}

/**
 * Which outcome has the largest correction c*: differences across a change of it mean nothing. −1 if all are 1 to 1e-9.
 */
export function sideOfKink({ correction, worst }: Pick<ClusterRows, 'correction' | 'worst'>): number {
  return correction - 1 < 1e-9 ? -1 : worst;
}

/** Sums of the rows (or, transposed, of the columns) of a square matrix. */
export function rowSums(matrix: Float64Array, columns = false): Float64Array {
  const K = Math.sqrt(matrix.length);
  const sums = new Float64Array(K);
  matrix.forEach((mass, cell) => (sums[columns ? cell % K : Math.floor(cell / K)] += mass));
  return sums;
}

export function normalized(values: Float64Array): Float64Array {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

function lowRankEntry(
  { rank, left, right }: Extract<Objective, { kind: 'low-rank' }>,
  x: number,
  y: number,
  nOutcomes: number,
): number {
  let sum = 0;
  for (let m = 0; m < rank; m++) sum += left[m * nOutcomes + x] * right[m * nOutcomes + y];
  return sum;
}
