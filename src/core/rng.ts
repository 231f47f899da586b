import { ArgumentError } from './errors.js';
import { murmur3 } from './murmur3.js';

/** A seeded stream of random numbers. Its state moves with every draw; its identity, which `fork` uses, does not. */
export interface Rng {
  /** The next 32 bits as a signed integer: the fastest draw. */
  int32(): number;
  /** A float in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** A float in the open interval (0, 1) with 52 bits: safe inside logarithms. */
  openUniform(): number;
  /** An exponential with mean 1, never 0 and never infinite. */
  exponential(): number;
  /** A normal with mean 0 and variance 1. */
  normal(): number;
  /**
   * The stream named by this stream and the keys. It depends on the names alone, not on the draws made so far,
   * so item i gets the same stream whatever the number of items, their order or the worker that draws them.
   */
  fork(...keys: readonly (string | number)[]): Rng;
}

/**
 * The root stream of a seed: xoshiro128** whose state is a hash of the seed.
 *
 * @param seed a safe integer ≥ 0; neighbouring seeds give unrelated streams
 * @throws ArgumentError if the seed is not such an integer
 *
 * Source: Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021.
 *
 * @example
 * createRng(1).fork('simulate', 7).uniform() // the same number on every machine
 */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ArgumentError(`createRng: seed must be an integer from 0 to 2^53 - 1, got ${seed}`);
  const root = Uint8Array.of(...keyBytes('couplet'), ...keyBytes(seed));
  return new Xoshiro128(hashToState(root));
}

/** The generator with an explicit state of four words, not all zero; exported to test it against published values. */
export class Xoshiro128 implements Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  readonly #identity: Uint8Array;

  constructor(state: Uint32Array) {
    this.#identity = new Uint8Array(state.slice().buffer);
    [this.#a, this.#b, this.#c, this.#d] = Int32Array.from(state) as unknown as [number, number, number, number];
  }

  int32(): number {
    const b = this.#b;
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result;
  }

  uniform(): number {
    return ((this.int32() >>> 5) * 0x4000000 + (this.int32() >>> 6)) / 0x20000000000000;
  }

  openUniform(): number {
    return ((this.int32() >>> 6) * 0x4000000 + (this.int32() >>> 6) + 0.5) / 0x10000000000000;
  }

  exponential(): number {
    return -Math.log(this.openUniform());
  }

  normal(): number {
    // Box and Muller; the second variate is dropped so that a draw never depends on an earlier kind of draw.
    return Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.uniform());
  }

  fork(...keys: readonly (string | number)[]): Rng {
    const parts = keys.map(keyBytes);
    const message = new Uint8Array(parts.reduce((n, part) => n + part.length, this.#identity.length));
    message.set(this.#identity);
    let at = this.#identity.length;
    for (const part of parts) {
      message.set(part, at);
      at += part.length;
    }
    return new Xoshiro128(hashToState(message));
  }
}

/** A tagged, length-prefixed encoding, so that different key lists never give the same bytes. */
function keyBytes(key: string | number): Uint8Array {
  if (typeof key === 'number') {
    const bytes = new Uint8Array(9);
    bytes[0] = 1;
    new DataView(bytes.buffer).setFloat64(1, key, true);
    return bytes;
  }
  const text = new TextEncoder().encode(key);
  const bytes = new Uint8Array(5 + text.length);
  bytes[0] = 2;
  new DataView(bytes.buffer).setUint32(1, text.length, true);
  bytes.set(text, 5);
  return bytes;
}

function hashToState(message: Uint8Array): Uint32Array {
  const state = Uint32Array.from([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], (seed) => murmur3(message, seed));
  // All zero is the one state that the generator never leaves.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
