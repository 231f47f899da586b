import { ArgumentError } from '../core/errors.js';
import { md5 } from '../core/md5.js';

/** Most blocks, and how many there are unless another number is asked for. */
export const MOST_BLOCKS = 4096;

/**
 * The block of episodes that an episode belongs to, by its name alone: the first hexadecimal digits of the name's MD5
 * digest, three for 4,096 blocks, two for 256, one for 16. Any database finds the same.
 *
 * @param name of the episode, as text
 * @param blocks 1, 16, 256 or 4,096; not checked, see `checkBlocks`
 * @returns from 0 to blocks − 1
 *
 * @example
 * blockOf('7', 4096) // 2289
 */
export function blockOf(name: string, blocks: number = MOST_BLOCKS): number {
  if (blocks === 1) return 0;
  const [word] = md5(name);
  const digits = ((word & 255) << 4) | ((word >>> 12) & 15);
  return Math.floor((digits * blocks) / MOST_BLOCKS);
}

/** @throws ArgumentError unless it is a number of blocks that digits tell apart */
export function checkBlocks(where: string, blocks: number): void {
  if (![1, 16, 256, MOST_BLOCKS].includes(blocks))
    throw new ArgumentError(`${where}: blocks must be 1, 16, 256 or 4096, got ${blocks}`);
}
