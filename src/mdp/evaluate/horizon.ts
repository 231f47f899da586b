import { ArgumentError } from '../../core/errors.js';

/** How far ahead a value looks. */
export interface HorizonOptions {
  /** Weight of a reward one step later, in (0, 1]; default 1. */
  readonly discount?: number;
  /** Most steps of a run, an integer ≥ 0, or Infinity (then the discount is below 1 or every run ends by itself). */
  readonly horizon: number;
}

/** A discount next to 1, for runs that go on for ever: what they do in the long run is what counts. */
export const NEXT_TO_ONE: number = 1 - 1e-9;

/** @throws ArgumentError naming the option that is out of bounds */
export function checkHorizon(where: string, { discount = 1, horizon }: HorizonOptions): void {
  if (!(discount > 0 && discount <= 1))
    throw new ArgumentError(`${where}: discount must be in (0, 1], got ${discount}`);
  if (!(horizon === Infinity || (Number.isInteger(horizon) && horizon >= 0)))
    throw new ArgumentError(`${where}: horizon must be an integer ≥ 0 or Infinity, got ${horizon}`);
}
