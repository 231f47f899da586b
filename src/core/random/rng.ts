import { ArgumentError } from '../errors.js';
import { murmur3Begun, murmur3Four } from './murmur3.js';

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
 * // The same number on every machine.
 * createRng(1).fork('simulate', 7).uniform() // 0.36091...
 */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ArgumentError(`createRng: seed must be an integer from 0 to 2^53 - 1, got ${seed}`);
  return new Xoshiro128(hashToState(putKey(seed, putKey('couplet', 0))));
}

/** The generator with an explicit state of four words, not all zero; exported to test it against published values. */
export class Xoshiro128 implements Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  // The state at birth is the identity; four numbers, as an array here would double the cost of a fork.
  readonly #a0: number;
  readonly #b0: number;
  readonly #c0: number;
  readonly #d0: number;

  constructor(state: Uint32Array) {
    this.#a = this.#a0 = state[0] | 0;
    this.#b = this.#b0 = state[1] | 0;
    this.#c = this.#c0 = state[2] | 0;
    this.#d = this.#d0 = state[3] | 0;
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
    return new Xoshiro128(hashToState(this.#putName(keys)));
  }

  /**
   * The first states of the streams `fork(...keys, last)`, for loops over many last keys that draw by themselves: what
   * the names have in common is hashed once.
   *
   * @returns a function that writes a stream's state, shape (4), by its last key
   */
  forkStates(...keys: readonly (string | number)[]): (last: number, state: Uint32Array) => void {
    const end = this.#putName(keys);
    const length = putKey(0, end);
    const name = message.slice(0, length);
    const lastKey = new DataView(name.buffer, length - 8);
    const common = end & ~3;
    const begun = murmur3Begun(name, common, seeds);
    return (last, state) => {
      // −0 is 0 here, too.
      lastKey.setFloat64(0, last + 0, true);
      neverZero(murmur3Four(name, length, begun, state, common));
    };
  }

  /** Writes the four words that the next draw starts from. */
  copyState(state: Uint32Array): void {
    state[0] = this.#a;
    state[1] = this.#b;
    state[2] = this.#c;
    state[3] = this.#d;
  }

  /** Puts this stream's identity and the keys into the message; returns its end. */
  #putName(keys: readonly (string | number)[]): number {
    view.setInt32(0, this.#a0, true);
    view.setInt32(4, this.#b0, true);
    view.setInt32(8, this.#c0, true);
    view.setInt32(12, this.#d0, true);
    let end = 16;
    for (const key of keys) end = putKey(key, end);
    return end;
  }
}

// A fork is made for every episode, so the message that it hashes is put together in place. What these hold does not
// outlive the call that wrote it.
let message = new Uint8Array(256);
let view = new DataView(message.buffer);
const hashed = new Uint32Array(4);
const seeds = Uint32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);

/**
 * Writes a tagged, length-prefixed key at `at`, so that different key lists never give the same bytes; returns its end.
 */
function putKey(key: string | number, at: number): number {
  if (typeof key === 'number') {
    reserve(at + 9);
    message[at] = 1;
    // −0 is 0 to everyone who writes a key.
    view.setFloat64(at + 1, key + 0, true);
    return at + 9;
  }
  // UTF-8 needs at most three bytes for each unit of a string.
  reserve(at + 5 + 3 * key.length);
  message[at] = 2;
  let length = 0;
  while (length < key.length) {
    const unit = key.charCodeAt(length);
    if (unit >= 0x80) break;
    message[at + 5 + length] = unit;
    length++;
  }
  if (length < key.length) length = new TextEncoder().encodeInto(key, message.subarray(at + 5)).written;
  view.setUint32(at + 1, length, true);
  return at + 5 + length;
}

function reserve(length: number): void {
  if (length <= message.length) return;
  const longer = new Uint8Array(2 * length);
  longer.set(message);
  message = longer;
  view = new DataView(longer.buffer);
}

/** Hashes the first `length` bytes of the message. */
function hashToState(length: number): Uint32Array {
  return neverZero(murmur3Four(message, length, seeds, hashed));
}

/** All zero is the one state that the generator never leaves. */
function neverZero(state: Uint32Array): Uint32Array {
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  return state;
}
