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
  return murmur3Four(bytes, bytes.length, Uint32Array.of(seed, 0, 0, 0), new Uint32Array(4))[0];
}

/**
 * Four hashes of the first `length` bytes at once, one for each seed: hardly dearer than one.
 *
 * @param seeds shape (4); where `from` is given, what `murmur3Begun` made of the bytes before it
 * @param hashes shape (4), written to
 * @param from a multiple of 4; default 0
 * @returns `hashes`
 */
export function murmur3Four(
  bytes: Uint8Array,
  length: number,
  seeds: Readonly<Uint32Array>,
  hashes: Uint32Array,
  from = 0,
): Uint32Array {
  let h0 = seeds[0] | 0;
  let h1 = seeds[1] | 0;
  let h2 = seeds[2] | 0;
  let h3 = seeds[3] | 0;
  const inBlocks = length & ~3;
  for (let at = from; at < inBlocks; at += 4) {
    const k = scramble(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    h0 = mixed(h0, k);
    h1 = mixed(h1, k);
    h2 = mixed(h2, k);
    h3 = mixed(h3, k);
  }
  let tail = 0;
  for (let i = length - 1; i >= inBlocks; i--) tail = (tail << 8) | bytes[i];
  const last = scramble(tail) ^ length;
  hashes[0] = finished(h0 ^ last);
  hashes[1] = finished(h1 ^ last);
  hashes[2] = finished(h2 ^ last);
  hashes[3] = finished(h3 ^ last);
  return hashes;
}

/**
 * What the four hashes are after the first `length` bytes, for many messages that begin alike.
 *
 * @param length a multiple of 4, not checked
 * @param seeds shape (4)
 * @returns shape (4), fresh
 */
export function murmur3Begun(bytes: Uint8Array, length: number, seeds: Readonly<Uint32Array>): Uint32Array {
  const begun = Uint32Array.from(seeds);
  for (let at = 0; at < length; at += 4) {
    const k = scramble(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    for (let h = 0; h < 4; h++) begun[h] = mixed(begun[h], k);
  }
  return begun;
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

function mixed(hash: number, scrambled: number): number {
  const h = hash ^ scrambled;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
