import type { CountedLog } from '../../study/countedLog.js';

/** Mean over a sample of one number an episode, shape (n). Episodes that are not taken are not looked at. */
export function meanOf({ count, size }: CountedLog, values: Float64Array): number {
  let sum = 0;
  for (let e = 0; e < count.length; e++) if (count[e] > 0) sum += count[e] * values[e];
  return sum / size;
}
