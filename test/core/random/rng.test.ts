import { isDeepStrictEqual } from 'node:util';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { type Rng, Xoshiro128, createRng } from '../../../src/core/random/rng.js';

const word = fc.nat({ max: 0xffffffff });
const seed = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const key = fc.oneof(
  fc.integer(),
  fc.double().map((x) => x + 0),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
);
const keys = fc.array(key, { maxLength: 4 });

function draws(rng: Rng, n: number): number[] {
  return Array.from({ length: n }, () => rng.int32() >>> 0);
}

/** xoshiro128** 1.1 in whole numbers without wrapping, from the paper's figure: the second opinion. */
function* reference(state: readonly number[]): Generator<number, never> {
  const mask = 0xffffffffn;
  const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask;
  let [s0, s1, s2, s3] = state.map(BigInt);
  for (;;) {
    yield Number((rotate((s1 * 5n) & mask, 7n) * 9n) & mask);
    const shifted = (s1 << 9n) & mask;
    [s2, s3] = [s2 ^ s0, s3 ^ s1];
    [s1, s0] = [s1 ^ s2, s0 ^ s3];
    [s2, s3] = [s2 ^ shifted, rotate(s3, 11n)];
  }
}

/** A generator whose first two words are these. */
function starting(first: number, second: number): Xoshiro128 {
  // Modulo 2^32, 0xcccccccd and 0x38e38e39 are the reciprocals of 5 and 9.
  const b = (w: number): number => {
    const rotated = Math.imul(w, 0x38e38e39);
    return Math.imul((rotated >>> 7) | (rotated << 25), 0xcccccccd);
  };
  // The second word comes from b ^ c ^ a; d is free and keeps the state from being zero.
  return new Xoshiro128(Uint32Array.of(0, b(first), b(first) ^ b(second), 1));
}

describe('Xoshiro128', () => {
  it('gives the published values', () => {
    // Made with the authors' xoshiro128starstar.c, version 1.1; recorded in the tests of the Rust crate rand_xoshiro.
    expect(draws(new Xoshiro128(Uint32Array.of(1, 2, 3, 4)), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test.prop([fc.tuple(word, word, word, word).filter((state) => state.some((w) => w > 0))])(
    'follows the recurrence from any state',
    (state) => {
      const expected = reference(state);
      for (const drawn of draws(new Xoshiro128(Uint32Array.from(state)), 100))
        expect(drawn).toBe(expected.next().value);
    },
  );

  it('follows the recurrence for long', () => {
    const rng = new Xoshiro128(Uint32Array.of(1, 2, 3, 4));
    const expected = reference([1, 2, 3, 4]);
    let agreed = 0;
    while (agreed < 200_000 && rng.int32() >>> 0 === expected.next().value) agreed++;
    expect(agreed).toBe(200_000);
  });

  it('draws signed words', () => {
    expect(starting(0xffffffff, 0x80000000).int32()).toBe(-1);
    expect(starting(0x80000000, 0).int32()).toBe(-(2 ** 31));
    expect(starting(0x7fffffff, 0).int32()).toBe(2 ** 31 - 1);
  });

  it('keeps no hold of the array it starts from', () => {
    const state = Uint32Array.of(1, 2, 3, 4);
    const rng = new Xoshiro128(state);
    const fork = draws(rng.fork('a'), 2);
    state.fill(9);
    expect(draws(rng, 1)).toEqual([11520]);
    expect(draws(rng.fork('a'), 2)).toEqual(fork);
  });
});

describe('floats from two words', () => {
  test.prop([word, word])(
    'put the first 27 bits of one above the first 26 of the other in uniform',
    (first, second) => {
      const bits = ((BigInt(first) >> 5n) << 26n) | (BigInt(second) >> 6n);
      expect(starting(first, second).uniform()).toBe(Number(bits) / 2 ** 53);
    },
  );

  test.prop([word, word])('are the middle of one of 2^52 parts in openUniform', (first, second) => {
    const bits = ((BigInt(first) >> 6n) << 26n) | (BigInt(second) >> 6n);
    expect(starting(first, second).openUniform()).toBe((Number(bits) + 0.5) / 2 ** 52);
  });

  it('keep their ends open or closed at the extreme words', () => {
    expect(starting(0, 0).uniform()).toBe(0);
    expect(starting(0xffffffff, 0xffffffff).uniform()).toBe(1 - 2 ** -53);
    expect(starting(0, 0).openUniform()).toBe(2 ** -53);
    expect(starting(0xffffffff, 0xffffffff).openUniform()).toBe(1 - 2 ** -53);
  });

  it('make exponentials and normals finite at the extreme words', () => {
    expect(starting(0, 0).exponential()).toBeAllClose(53 * Math.LN2);
    expect(starting(0xffffffff, 0xffffffff).exponential()).toBeAllClose(2 ** -53, { atol: 0, rtol: 1e-12 });
    expect(Math.abs(starting(0, 0).normal())).toBeLessThanOrEqual(Math.sqrt(2 * 53 * Math.LN2));
    expect(starting(0xffffffff, 0xffffffff).normal()).toSatisfy(Number.isFinite);
  });
});

describe('createRng', () => {
  test.prop([seed])('gives the same stream for the same seed', (s) => {
    expect(draws(createRng(s), 5)).toEqual(draws(createRng(s), 5));
  });

  test.prop([fc.uniqueArray(seed, { minLength: 2, maxLength: 10 })])(
    'gives different streams for different seeds',
    (seeds) => {
      // Two streams agree in two words by chance once in 2^64.
      expect(new Set(seeds.map((s) => String(draws(createRng(s), 2)))).size).toBe(seeds.length);
    },
  );

  it.each([-1, 0.5, NaN, Infinity, -Infinity, 2 ** 53])('refuses %d as a seed', (s) => {
    expect(() => createRng(s)).toThrow(ArgumentError);
    expect(() => createRng(s)).toThrow(`createRng: seed must be an integer from 0 to 2^53 - 1, got ${s}`);
  });

  it('takes the smallest and the largest seed', () => {
    for (const s of [0, 1, Number.MAX_SAFE_INTEGER]) expect(createRng(s).uniform()).toBeLessThan(1);
  });
});

describe('fork', () => {
  test.prop([seed, keys, fc.nat({ max: 20 })])('depends on the names and not on the draws', (s, names, n) => {
    const expected = draws(createRng(s).fork(...names), 3);
    const rng = createRng(s);
    draws(rng, n);
    rng.fork('other').normal();
    expect(draws(rng.fork(...names), 3)).toEqual(expected);
  });

  test.prop([seed, keys])('leaves the stream it starts from where it was', (s, names) => {
    const rng = createRng(s);
    const first = draws(rng, 3);
    rng.fork(...names).int32();
    expect([...first, ...draws(rng, 3)]).toEqual(draws(createRng(s), 6));
  });

  test.prop([seed, fc.uniqueArray(keys, { minLength: 2, maxLength: 8, comparator: isDeepStrictEqual })])(
    'gives different streams for different keys',
    (s, lists) => {
      const rng = createRng(s);
      const streams = [rng, ...lists.map((names) => rng.fork(...names))];
      expect(new Set(streams.map((stream) => String(draws(stream, 2)))).size).toBe(streams.length);
    },
  );

  it('tells keys apart that look alike', () => {
    const rng = createRng(1);
    const lists: (string | number)[][] = [
      [],
      [''],
      ['', ''],
      ['a', 'b'],
      ['b', 'a'],
      ['ab'],
      ['ab', ''],
      ['', 'ab'],
      [1],
      ['1'],
      [1, 2],
      [2, 1],
      [12],
      ['1', 2],
      [1, '2'],
      ['a', 1],
      ['a1'],
      [0],
      ['\0'],
      ['a', 'b', 'c'],
      ['é'],
      ['e\u0301'],
      ['\xc3\xa9'],
      // These would meet others if strings did not carry their length, or did not differ from numbers in kind.
      ['a\x02\0\0\0\0b'],
      ['a\x02\x01\0\0\0b'],
      ['abcd'],
      [new DataView(Uint8Array.of(4, 0, 0, 0, ...Buffer.from('abcd')).buffer).getFloat64(0, true)],
    ];
    const streams = [rng, rng.fork('a').fork('b'), rng.fork('b').fork('a'), ...lists.map((list) => rng.fork(...list))];
    expect(new Set(streams.map((stream) => String(draws(stream, 2)))).size).toBe(streams.length);
  });

  it('is not disturbed by longer names before it', () => {
    const long = 'a longer name than any '.repeat(1000);
    const expected = draws(createRng(3).fork('simulate', 7), 2);
    const longer = draws(createRng(3).fork(long, 1), 2);
    expect(draws(createRng(3).fork(`${long}!`, 1), 2)).not.toEqual(longer);
    createRng(3).fork('häßlich'.repeat(500), long);
    expect(draws(createRng(3).fork('simulate', 7), 2)).toEqual(expected);
    expect(draws(createRng(3).fork(long, 1), 2)).toEqual(longer);
  });

  it('gives no two of 100,000 items the same stream', () => {
    // By chance: 3e-10 for 64 bits.
    const rng = createRng(5);
    const streams = new BigUint64Array(100_000);
    const words = new Int32Array(streams.buffer);
    for (let i = 0; i < streams.length; i++) {
      const fork = rng.fork('simulate', i);
      words[2 * i] = fork.int32();
      words[2 * i + 1] = fork.int32();
    }
    expect(new Set(streams).size).toBe(streams.length);
  });
});

describe('forkStates', () => {
  test.prop([seed, keys, fc.array(fc.oneof(fc.nat(), fc.double({ noNaN: true })), { minLength: 1, maxLength: 5 })])(
    'writes the first states of the forks',
    (root, names, lasts) => {
      const rng = new Xoshiro128(Uint32Array.of(root, 1, 2, 3));
      const write = rng.forkStates(...names);
      // Other names between, as the bytes of a name are put together in place.
      rng.fork('something', 'else', 7);
      const state = new Uint32Array(4);
      for (const last of lasts) {
        write(last, state);
        expect(draws(new Xoshiro128(state), 3)).toEqual(draws(rng.fork(...names, last), 3));
      }
    },
  );

  it('takes −0 for 0', () => {
    const [zero, negative] = [new Uint32Array(4), new Uint32Array(4)];
    const write = new Xoshiro128(Uint32Array.of(1, 2, 3, 4)).forkStates('x');
    write(0, zero);
    write(-0, negative);
    expect(negative).toEqual(zero);
  });
});

describe('copyState', () => {
  test.prop([seed, fc.nat({ max: 9 })])('writes where the stream stands', (root, moved) => {
    const rng = new Xoshiro128(Uint32Array.of(root, 1, 2, 3));
    draws(rng, moved);
    const state = new Uint32Array(4);
    rng.copyState(state);
    expect(draws(new Xoshiro128(state), 5)).toEqual(draws(rng, 5));
  });
});
