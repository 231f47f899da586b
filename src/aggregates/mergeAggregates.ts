import { ArgumentError } from '../core/errors.js';
import type {
  Aggregates,
  CellSums,
  ClippedSums,
  EpisodeSums,
  StepSums,
  TransitionSums,
  WeightedSums,
} from './aggregates.js';
import { type MergedRows, mergeRows } from './sums/mergeRows.js';

/**
 * The aggregates of two disjoint parts of a log together. In any order, and in any grouping of more than two, the same
 * up to rounding.
 *
 * @returns fresh columns
 * @throws ArgumentError where they are of different states, blocks, targets, behaviours, horizons or discounts, naming
 *   both
 *
 * Cost O(rows).
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const one = await aggregateLog(memorySource(subset(log, [0, 1])));
 * const other = await aggregateLog(memorySource(subset(log, [2, 3, 4])));
 * mergeAggregates(one, other).counts.count.reduce((sum, n) => sum + n) // 5
 */
export function mergeAggregates(a: Aggregates, b: Aggregates): Aggregates {
  checkAlike(a, b);
  const weighted = a.weighted && b.weighted && mergeWeighted(a.weighted, b.weighted);
  return {
    nStates: a.nStates,
    nActions: a.nActions,
    source: a.source,
    blocks: a.blocks,
    counts: mergeCounts(a.counts, b.counts),
    first: a.first.map((n, s) => n + b.first[s]),
    ...(weighted && { weighted }),
    ...((a.withheld ?? b.withheld) && { withheld: [...(a.withheld ?? []), ...(b.withheld ?? [])] }),
  };
}

function checkAlike(a: Aggregates, b: Aggregates): void {
  const alike = (what: string, one: unknown, other: unknown, remedy: string): void => {
    const [first, second] = [shown(one), shown(other)];
    if (first !== second)
      throw new ArgumentError(
        `mergeAggregates: ${what} must be the same, got ${first} and ${second} - aggregate every part with the same ${remedy}`,
      );
  };
  alike('numbers of states', a.nStates, b.nStates, 'policy, or say how many states there are');
  alike('numbers of actions', a.nActions, b.nActions, 'policy, or say how many actions there are');
  for (const key of ['space', 'env', 'parameters', 'states', 'actions'] as const)
    alike(`the states' source (${key})`, a.source[key], b.source[key], 'states');
  alike('numbers of blocks', a.blocks, b.blocks, 'blocks');
  const [one, other] = [a.weighted, b.weighted];
  alike('target policies', one?.target ?? 'none', other?.target ?? 'none', 'target policy');
  alike('horizons', one?.horizon, other?.horizon, 'horizon, by name');
  alike('discounts', one?.discount, other?.discount, 'discount');
  alike('behaviours', one?.behaviour, other?.behaviour, 'behaviour');
  alike(
    'estimated behaviour policies',
    one?.behaviourDigest,
    other?.behaviourDigest,
    'behaviour: the counts of the whole log',
  );
  alike('models', one?.modelDigest, other?.modelDigest, 'model, or none');
}

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function mergeCounts(a: TransitionSums, b: TransitionSums): TransitionSums {
  const keys = ({ state, action, nextState, terminated }: TransitionSums): ArrayLike<number>[] => [
    ...[state, action, nextState, terminated],
  ];
  const rows = mergeRows(keys(a), keys(b));
  return {
    state: Int32Array.from(rows.keys[0]),
    action: Int32Array.from(rows.keys[1]),
    nextState: Int32Array.from(rows.keys[2]),
    terminated: Uint8Array.from(rows.keys[3]),
    count: added(rows, a.count, b.count),
    reward: added(rows, a.reward, b.reward),
  };
}

function mergeWeighted(a: WeightedSums, b: WeightedSums): WeightedSums {
  const { horizon, discount, target, behaviour, behaviourDigest, modelDigest } = a;
  return {
    ...{ horizon, discount, target, behaviour },
    ...(behaviourDigest !== undefined && { behaviourDigest }),
    ...(modelDigest !== undefined && { modelDigest }),
    episodes: mergeEpisodes(a.episodes, b.episodes),
    steps: mergeSteps(a.steps, b.steps),
    cells: mergeCells(a.cells, b.cells),
  };
}

function mergeEpisodes(a: EpisodeSums, b: EpisodeSums): EpisodeSums {
  const blocks = Int32Array.from(a.count.keys());
  const scaled = scales(mergeRows([blocks], [blocks]), a.logScale, b.logScale);
  const sum = (key: Exclude<keyof EpisodeSums, 'v' | 'clipped'>, power: 0 | 1 | 2): Float64Array =>
    scaled.sum(a[key], b[key], power);
  return {
    logScale: scaled.logScale,
    ...{ count: sum('count', 0), steps: sum('steps', 0), positive: sum('positive', 0) },
    ...{ g: sum('g', 0), g2: sum('g2', 0), w: sum('w', 1), wg: sum('wg', 1) },
    ...{ w2: sum('w2', 2), w2g: sum('w2g', 2), w2g2: sum('w2g2', 2) },
    ...(a.v && b.v && { v: scaled.sum(a.v, b.v, 0) }),
    ...(a.clipped && b.clipped && { clipped: mergeClipped(a.clipped, b.clipped) }),
  };
}

function mergeClipped(a: ClippedSums, b: ClippedSums): ClippedSums {
  const sum = (key: keyof ClippedSums): Float64Array => a[key].map((value, block) => value + b[key][block]);
  return {
    ...{ c: sum('c'), c2: sum('c2'), cg: sum('cg'), cg2: sum('cg2'), c2g: sum('c2g'), c2g2: sum('c2g2') },
    least: a.least.map((value, block) => Math.min(value, b.least[block])),
  };
}

function mergeSteps(a: StepSums, b: StepSums): StepSums {
  const rows = mergeRows([a.block, a.t], [b.block, b.t]);
  const scaled = scales(rows, a.logScale, b.logScale);
  const sum = (key: Exclude<keyof StepSums, 'wError' | 'wValue'>, power: 0 | 1 | 2): Float64Array =>
    scaled.sum(a[key], b[key], power);
  return {
    block: Int32Array.from(rows.keys[0]),
    t: Int32Array.from(rows.keys[1]),
    logScale: scaled.logScale,
    ...{ count: sum('count', 0), ended: sum('ended', 0), w: sum('w', 1), wr: sum('wr', 1) },
    ...{ wEnded: sum('wEnded', 1), w2: sum('w2', 2), w2Ended: sum('w2Ended', 2) },
    ...(a.wError && b.wError && { wError: scaled.sum(a.wError, b.wError, 1) }),
    ...(a.wValue && b.wValue && { wValue: scaled.sum(a.wValue, b.wValue, 1) }),
  };
}

function mergeCells(a: CellSums, b: CellSums): CellSums {
  const rows = mergeRows([a.t, a.state, a.nextState], [b.t, b.state, b.nextState]);
  return {
    t: Int32Array.from(rows.keys[0]),
    state: Int32Array.from(rows.keys[1]),
    nextState: Int32Array.from(rows.keys[2]),
    count: added(rows, a.count, b.count),
    ratio: added(rows, a.ratio, b.ratio),
    ratioReward: added(rows, a.ratioReward, b.ratioReward),
  };
}

function added({ inA, inB }: MergedRows, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from(inA, (row, k) => (row < 0 ? 0 : a[row]) + (inB[k] < 0 ? 0 : b[inB[k]]));
}

/** Sums over the larger of two scales. */
function scales(
  { inA, inB }: MergedRows,
  a: Float64Array,
  b: Float64Array,
): {
  logScale: Float64Array;
  sum: (ofA: ArrayLike<number>, ofB: ArrayLike<number>, power: 0 | 1 | 2) => Float64Array;
} {
  const scaleOf = (column: Float64Array, row: number): number => (row < 0 ? -Infinity : column[row]);
  const logScale = Float64Array.from(inA, (row, k) => Math.max(scaleOf(a, row), scaleOf(b, inB[k])));
  const part = (column: ArrayLike<number>, log: Float64Array, row: number, k: number, power: number): number => {
    if (row < 0) return 0;
    // Where all weights are 0 there is no scale, and the sums are 0 already.
    return power === 0 || logScale[k] === -Infinity
      ? column[row]
      : column[row] * Math.exp(power * (log[row] - logScale[k]));
  };
  return {
    logScale,
    sum: (ofA, ofB, power) =>
      Float64Array.from(inA, (row, k) => part(ofA, a, row, k, power) + part(ofB, b, inB[k], k, power)),
  };
}
