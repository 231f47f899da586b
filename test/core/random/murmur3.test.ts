import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { murmur3, murmur3Four } from '../../../src/core/random/murmur3.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('murmur3', () => {
  // Known answers for the 32-bit x86 variant that its ports share, collected at stackoverflow.com/a/31929528.
  it.each<[string, Uint8Array, number, number]>([
    ['nothing', utf8(''), 0, 0x00000000],
    ['nothing', utf8(''), 1, 0x514e28b7],
    ['nothing', utf8(''), 0xffffffff, 0x81f16f39],
    ['ff ff ff ff', Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0, 0x76293b50],
    ['21 43 65 87', Uint8Array.of(0x21, 0x43, 0x65, 0x87), 0, 0xf55b516b],
    ['21 43 65 87', Uint8Array.of(0x21, 0x43, 0x65, 0x87), 0x5082edee, 0x2362f9de],
    ['21 43 65', Uint8Array.of(0x21, 0x43, 0x65), 0, 0x7e4a8634],
    ['21 43', Uint8Array.of(0x21, 0x43), 0, 0xa0f7b07a],
    ['21', Uint8Array.of(0x21), 0, 0x72661cf4],
    ['00 00 00 00', new Uint8Array(4), 0, 0x2362f9de],
    ['00 00 00', new Uint8Array(3), 0, 0x85f0b427],
    ['00 00', new Uint8Array(2), 0, 0x30f4c306],
    ['00', new Uint8Array(1), 0, 0x514e28b7],
    ['test', utf8('test'), 0x9747b28c, 0x704b81dc],
    ['Hello, world!', utf8('Hello, world!'), 0x9747b28c, 0x24884cba],
    ['the fox', utf8('The quick brown fox jumps over the lazy dog'), 0x9747b28c, 0x2fa826cd],
  ])('hashes %s as published', (_name, message, seed, hash) => {
    expect(murmur3(message, seed)).toBe(hash);
  });

  it("gives the verification value of the author's test suite", () => {
    // SMHasher, "MurmurHash3 32-bit, for x86": messages 0, 1, ..., n − 1 with seed 256 − n for n < 256, their hashes
    // hashed.
    const hashes = new DataView(new ArrayBuffer(4 * 256));
    for (let n = 0; n < 256; n++) {
      const message = Uint8Array.from({ length: n }, (_, i) => i);
      hashes.setUint32(4 * n, murmur3(message, 256 - n), true);
    }
    expect(murmur3(new Uint8Array(hashes.buffer), 0)).toBe(0xb0f57ee3);
  });
});

describe('murmur3Four', () => {
  const four = fc.uint8Array({ minLength: 1, maxLength: 40 }).chain((message) =>
    fc.record({
      message: fc.constant(message),
      length: fc.nat({ max: message.length }),
      seeds: fc.uint32Array({ minLength: 4, maxLength: 4 }),
    }),
  );
  test.prop([four])('is four hashes of as much of the message as it is told', ({ message, length, seeds }) => {
    const prefix = message.slice(0, length);
    const expected = seeds.map((seed) => murmur3(prefix, seed));
    const hashes = new Uint32Array(4);
    expect(murmur3Four(message, length, seeds, hashes)).toBe(hashes);
    expect(hashes).toEqual(expected);
  });
});
