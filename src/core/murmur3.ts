/**
 * MurmurHash3, x86 variant with 32 bits of output.
 *
 * @param bytes the message
 * @param seed unsigned 32-bit integer
 * @returns unsigned 32-bit integer
 *
 * Source: A. Appleby, MurmurHash3 (public domain), here from its description.
 */
export function murmur3(bytes: Uint8Array, seed: number): number {
  let h = seed | 0;
  const nBlocks = bytes.length >> 2;
  for (let i = 0; i < nBlocks; i++) {
    const at = i << 2;
    const block = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    h ^= scramble(block);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= nBlocks << 2; i--) tail = (tail << 8) | bytes[i]!;
  h ^= scramble(tail) ^ bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
