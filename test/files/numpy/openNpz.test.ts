import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import type { NpyArray } from '../../../src/files/numpy/npyArray.js';
import { openNpz } from '../../../src/files/numpy/openNpz.js';
import { npy, npyOf } from '../numpyFiles.js';

const DAMAGED = 'the file is cut short or damaged, write it again';

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/numpy/${name}.npz`, import.meta.url));
}

function arraysOf(bytes: Uint8Array): Record<string, NpyArray> {
  const archive = openNpz('a.npz', bytes);
  const arrays = Object.fromEntries(archive.arrays.map((name) => [name, archive.array(name)]));
  archive.finish();
  return arrays;
}

function fault(bytes: Uint8Array): string {
  try {
    arraysOf(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return (error as Error).message;
  }
  return 'none';
}

function hex(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}

/** What `make.py` saved. */
const LOG: Record<string, NpyArray> = {
  episode: { dtype: 'U16', shape: [3], data: ['9007199254740993', 'zoë', 'zoë'] },
  t: { dtype: 'i8', shape: [3], data: BigInt64Array.of(0n, 0n, 1n) },
  state: { dtype: 'i2', shape: [3], data: Int16Array.of(0, 1, 2) },
  action: { dtype: 'u1', shape: [3], data: Uint8Array.of(1, 0, 1) },
  reward: { dtype: 'f2', shape: [3], data: Float64Array.of(0.5, -0.25, 2) },
  next_state: { dtype: 'i4', shape: [3, 1], data: Int32Array.of(1, 2, 3) },
  terminated: { dtype: 'b1', shape: [3], data: Uint8Array.of(1, 0, 1) },
  propensity: { dtype: 'f4', shape: [3], data: Float32Array.of(0.5, 0.25, 1) },
};

describe('an archive of NumPy', () => {
  it.each(['savez', 'compressed', 'piped', 'piped64', 'zip64'])('%s is read', (name) => {
    expect(arraysOf(fixture(name))).toEqual(LOG);
  });

  it.each(['compressed', 'piped64'])('%s with any one bit changed has the same arrays or is refused', (name) => {
    const bytes = fixture(name);
    let passed = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      try {
        if (!isDeepStrictEqual(arraysOf(bytes), LOG)) throw new Error('other arrays');
        passed++;
      } catch (error) {
        if (!(error instanceof DataError)) throw new Error(`bit ${bit}`, { cause: error });
      }
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
    // Times, versions and permissions are no data.
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(bytes.length * 2);
  });

  it.each(['zip64'])('%s with a byte too many or too few anywhere is refused', (name) => {
    const bytes = fixture(name);
    for (let at = 0; at <= bytes.length; at++) {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      expect(fault(Buffer.concat([before, Buffer.of(0), after]))).not.toBe('none');
      if (at < bytes.length) expect(fault(Buffer.concat([before, after.subarray(1)]))).not.toBe('none');
    }
  });

  const whole = Buffer.from(zipSync({ 'a.npy': npyOf([1, 2]), 'b.npy': npyOf([3]) }, { level: 0 }));
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), `must be a NumPy archive (.npz), got an empty file - ${DAMAGED}`],
    [
      'a hundred thousand bytes of 0',
      new Uint8Array(100_000),
      `must be a NumPy archive (.npz), got no directory at its end - ${DAMAGED}`,
    ],
    [
      'bytes before the archive',
      Buffer.concat([Buffer.from('#!'), whole]),
      `must be a NumPy archive (.npz), got a directory that is not where it says - ${DAMAGED}`,
    ],
    [
      'a name twice',
      Buffer.from(whole.toString('latin1').replaceAll('b.npy', 'a.npy'), 'latin1'),
      `must be a NumPy archive (.npz), got a.npy twice - ${DAMAGED}`,
    ],
    [
      'another byte in an array',
      Buffer.from(whole.toString('latin1').replace('\0\0@', '\0 @'), 'latin1'),
      `a.npy must have 144 bytes and checksum ${hex(npyOf([1, 2]))}, got 144 and ${hex(npyOf([1, 8]))} - ${DAMAGED}`,
    ],
    [
      'an array with a shape of a petabyte',
      zipSync({ 'a.npy': npy(Float64Array.of(1), [2 ** 47]) }),
      `a must have the 140737488355328 entries of its shape (140737488355328), got 1 - ${DAMAGED}`,
    ],
    [
      'a bomb',
      zipSync({ 'a.npy': new Uint8Array(2 ** 24) }),
      `a must be an array of numbers, got bytes that are none - ${DAMAGED}`,
    ],
  ])('with %s is refused', (_, bytes, message) => {
    expect(fault(bytes)).toBe(`a.npz: ${message}`);
  });

  it('may have a comment, and entries of no array', () => {
    const archive = Buffer.from(zipSync({ 'a.npy': npyOf([1, 2]), 'notes/': new Uint8Array(0) }));
    archive.writeUInt16LE(3, archive.length - 2);
    expect(arraysOf(Buffer.concat([archive, Buffer.from('hi!')]))).toEqual({
      a: { dtype: 'f8', shape: [2], data: Float64Array.of(1, 2) },
    });
  });
});
