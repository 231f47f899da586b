import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import { monotone } from './monotone.js';
import { noAssumption } from './noAssumption.js';
import type { RowBounds } from './rowBounds.js';
import { stability } from './stability.js';
import { stabilityAll } from './stabilityAll.js';

/** What is assumed of the mechanism, where no single one is. */
export interface Assumption {
  readonly name: string;
  /** One line for a list. */
  readonly summary: string;
  /** The rows CF(. | x) it admits for p and q over the same outcomes, p[x] > 0. Fresh arrays. */
  bounds(p: Float64Array, q: Float64Array, x: number): RowBounds;
}

/**
 * The assumptions that bounds are known for. The rows of `stability-all` and of `monotone` are among those of
 * `stability`, those among `none`.
 *
 * Bounds are over mechanisms by which the same action in the same state comes out as observed: `independent` and gadget
 * 1, which draw anew there, are not among them.
 */
export const assumptions: readonly Assumption[] = [
  {
    name: 'none',
    summary: 'nothing but the probabilities of both worlds, and that what nothing changes comes out the same',
    bounds: noAssumption,
  },
  {
    name: 'stability',
    summary: 'what was observed turns only into outcomes whose odds against it rose',
    bounds: stability,
  },
  {
    name: 'monotone',
    summary: 'stability, and what was observed is no less likely than without having seen it, the rest no more',
    bounds: monotone,
  },
  {
    name: 'stability-all',
    summary: 'the mechanism is stable whatever had been observed: a tighter form of stability',
    bounds: stabilityAll,
  },
];

/**
 * The assumption of a name.
 *
 * @throws ArgumentError for an unknown name, listing the names
 *
 * @example
 * const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25)];
 * findAssumption('stability').bounds(p, q, 0).lower // [1, 0]
 */
export function findAssumption(name: string): Assumption {
  const assumption = assumptions.find((entry) => entry.name === name);
  if (assumption !== undefined) return assumption;
  throw new ArgumentError(
    `findAssumption: name must be one of ${assumptions.map((entry) => entry.name).join(', ')}, got '${name}'${didYouMean(
      name,
      assumptions.map((entry) => entry.name),
    )}`,
  );
}
