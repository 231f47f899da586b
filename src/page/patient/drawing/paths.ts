import { round } from './cells.js';
import { type Frame, centre, edge } from './frame.js';

/**
 * The course through the rows of a lane, step by step, broken where nothing was seen.
 *
 * @param y middle of the row seen at a step, undefined for none
 */
export function coursePath(y: readonly (number | undefined)[], frame: Frame): string {
  let d = '';
  let isDown = false;
  for (const [t, at] of y.entries()) {
    // A step seen alone is a dot, by the round end of a line of no length.
    if (at !== undefined) d += `${isDown ? 'L' : 'M'}${round(centre(frame, t))},${round(at)}`;
    if (at !== undefined && !isDown && y[t + 1] === undefined) d += 'h0';
    isDown = at !== undefined;
  }
  return d;
}

/**
 * The area between two step functions, which hold through the column of each step.
 *
 * @param upper y by step
 * @param lower y by step
 */
export function stepArea(upper: ArrayLike<number>, lower: ArrayLike<number>, frame: Frame): string {
  const n = upper.length;
  let d = `M${round(frame.left)},${round(upper[0])}`;
  for (let t = 1; t < n; t++) if (upper[t] !== upper[t - 1]) d += `H${round(edge(frame, t))}V${round(upper[t])}`;
  d += `H${round(edge(frame, n))}V${round(lower[n - 1])}`;
  for (let t = n - 1; t > 0; t--)
    if (lower[t] !== lower[t - 1]) d += `H${round(edge(frame, t))}V${round(lower[t - 1])}`;
  return `${d}H${round(frame.left)}Z`;
}
