import { type ChainSystem, residualOf } from './chainSystem.js';
import { krylovRestart, krylovWorkspace } from './krylovRestart.js';
import { sweep } from './sweep.js';

/** What is asked of the residual, times 1 − discount, relative to the largest |x|. */
const TOLERANCE = 1e-12;
/** Pairs of sweeps, forwards and backwards, in a round. */
const PAIRS = 5;
/** Rounds without a halving of the residual after which the sweeps of a round are doubled. */
const PATIENCE = 40;
/** Most sweeps of a round, whatever the discount: at 1 no number of them halves the residual for certain. */
const MOST_SWEEPS = 10_000;

export interface IterateOptions {
  /** Largest residual, relative to the largest |x|; default 1e-12 × max(1 − discount, 1e-3). */
  readonly asked?: number;
  /** Mends x by what else is known of it. */
  readonly afterSweeps?: () => void;
}

/**
 * Solves the equations of some states, the others held, by rounds of ten alternating Gauss–Seidel sweeps and one
 * restart of GMRES, until the residual is tolerance × max(1 − discount, 1e-3), or what rounding leaves of it.
 *
 * Below discount 1 this ends for every chain, since sweeps contract: a round may shrink the residual by no more than
 * discount^10 (.99^10 = .90), so that slowness is no reason to stop. Where forty rounds do not halve it the sweeps of a
 * round are doubled, up to as many as halve it for certain at this discount.
 *
 * @param x first guess, and the solution; shape (S)
 *
 * Cost of a round: 26 passes over the rows.
 */
export function iterate(
  system: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  states: Uint32Array,
  { asked = TOLERANCE * Math.max(1 - system.discount, 1e-3), afterSweeps }: IterateOptions = {},
): void {
  const { discount, rows } = system;
  const workspace = krylovWorkspace(rows.nStates, states.length);
  const [residual] = workspace.basis;
  const rounding = Number.EPSILON * (8 + 2 * Math.sqrt(longestRow(system, states)));
  const tolerance = Math.max(asked, rounding);
  const most = Math.min(MOST_SWEEPS, sweepsToHalve(discount));
  let pairs = PAIRS;
  let reference = Infinity;
  let rounds = 0;
  for (;;) {
    for (let pair = 0; pair < pairs; pair++) {
      sweep(system, b, x, states, false);
      sweep(system, b, x, states, true);
    }
    afterSweeps?.();
    const size = residualOf(system, b, x, states, residual);
    const scale = largestOf(x, states);
    // A residual that is no number, or beyond the largest one, is for the caller's own check to find.
    if (size <= tolerance * scale || !Number.isFinite(size)) return;
    if (size <= reference / 2) [reference, rounds] = [size, 0];
    else if (++rounds > PATIENCE) {
      if (2 * pairs > most || size <= 1e3 * tolerance * scale) return;
      [pairs, rounds] = [2 * pairs, 0];
    }
    krylovRestart(system, b, x, states, workspace);
  }
}

/**
 * After so many sweeps the residual has halved, whatever the chain: 2 (1 + discount) discount^sweeps < 1 − discount.
 */
function sweepsToHalve(discount: number): number {
  if (discount === 1) return Infinity;
  return Math.ceil(Math.log((1 - discount) / 4) / Math.log(discount));
}

function longestRow({ rows: { first, end } }: ChainSystem, states: Uint32Array): number {
  let longest = 0;
  for (const s of states) longest = Math.max(longest, end[s] - first[s]);
  return longest;
}

function largestOf(x: Float64Array, states: Uint32Array): number {
  let largest = 0;
  for (const s of states) largest = Math.max(largest, Math.abs(x[s]));
  return largest;
}
