import { weightedSum } from '../../../core/statistics/sumsByBlocks.js';
import type { CountedLog } from '../../study/countedLog.js';

/** Mean over a sample of one number an episode, shape (n). Episodes that are not taken are not looked at. */
export function meanOf({ count, size }: CountedLog, values: Float64Array): number {
  return weightedSum(count, values) / size;
}
