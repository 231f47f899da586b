import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { npyArray } from '../../../src/files/numpy/npyArray.js';
import { numberArray } from '../../../src/files/numpy/numberArray.js';
import { npy } from '../numpyFiles.js';

const DAMAGED = 'the file is cut short or damaged, write it again';
const read = (bytes: Uint8Array): unknown => npyArray('a.npy', 'x', bytes).data;
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('the entries of an .npy file', () => {
  it.each<[string, Uint8Array, ArrayLike<number | bigint>]>([
    ['|b1', bytesOf(1, 0), Uint8Array.of(1, 0)],
    ['|i1', bytesOf(1, 255), Int8Array.of(1, -1)],
    ['>i2', bytesOf(1, 2, 255, 255), Int16Array.of(258, -1)],
    ['<u2', bytesOf(1, 2, 255, 255), Uint16Array.of(513, 65_535)],
    ['>u4', bytesOf(0, 0, 0, 7, 0, 0, 1, 0), Uint32Array.of(7, 256)],
    ['<i8', new Uint8Array(BigInt64Array.of(-1n, 2n ** 60n).buffer), BigInt64Array.of(-1n, 2n ** 60n)],
    ['<u8', new Uint8Array(BigUint64Array.of(1n, 2n ** 64n - 1n).buffer), BigUint64Array.of(1n, 2n ** 64n - 1n)],
    // 1, the least above 0, the largest; minus infinity.
    ['<f2', bytesOf(0, 0x3c, 1, 0), Float64Array.of(1, 2 ** -24)],
    ['>f2', bytesOf(0x7b, 0xff, 0xfc, 0), Float64Array.of(65_504, -Infinity)],
    ['<f4', new Uint8Array(Float32Array.of(0.1, -0).buffer), Float32Array.of(0.1, -0)],
    ['=f8', new Uint8Array(Float64Array.of(0.1, -0).buffer), Float64Array.of(0.1, -0)],
  ])('are read as %s', (descr, bytes, expected) => {
    expect(read(npy(bytes, [2], { descr }))).toEqual(expected);
  });

  it('are text, without the zeros that fill it up', () => {
    const points = Uint32Array.from('a\0\0\u{1f600}b\0', (letter) => letter.codePointAt(0)!);
    expect(read(npy(new Uint8Array(points.buffer), [2], { descr: '<U3' }))).toEqual(['a', '😀b']);
    expect(read(npy(Buffer.from('ab\0zoë'), [1], { descr: '|S7' }))).toEqual(['ab\0zoë']);
    expect(read(npy(Buffer.from('ab\0\0'), [2], { descr: '|S2' }))).toEqual(['ab', '']);
  });

  it('come in C order from either order', () => {
    const values = Int32Array.of(1, 2, 3, 4, 5, 6);
    expect(read(npy(values, [2, 3], { fortran: true }))).toEqual(Int32Array.of(1, 3, 5, 2, 4, 6));
    expect(read(npy(values, [2, 3]))).toEqual(values);
  });

  it.each<[string, Uint8Array, string]>([
    [
      'records',
      Buffer.from(npy(new Uint8Array(16), [2], { descr: '|V8' }))
        .toString('latin1')
        .replace("'|V8'", "[('a', '<f8')]") as unknown as Uint8Array,
      "must be an array of numbers, got one of records - save each field by itself: numpy.savez('log.npz', **{f: a[f] for f in a.dtype.names})",
    ],
    [
      'complex numbers',
      npy(new Uint8Array(16), [1], { descr: '<c16' }),
      "must be an array of real numbers, got dtype 'c16'",
    ],
    [
      'dates',
      npy(new Uint8Array(8), [1], { descr: '<M8[ns]' }),
      "must be an array of numbers, got dtype ''<M8[ns]'' - " + DAMAGED,
    ],
    [
      'truth values of 2',
      npy(Uint8Array.of(2), [1], { descr: '|b1' }),
      `must hold truth values, got bytes that are none - ${DAMAGED}`,
    ],
    [
      'text of no code points',
      npy(Uint8Array.of(0, 0, 0, 255), [1], { descr: '<U1' }),
      '[0] must be text in UTF-8, got bytes that are none - save it as text of Python (str), not as bytes',
    ],
    [
      'Latin-1',
      npy(Uint8Array.of(0xeb), [1], { descr: '|S1' }),
      '[0] must be text in UTF-8, got bytes that are none - save it as text of Python (str), not as bytes',
    ],
    [
      'a shape of a petabyte',
      npy(new Uint8Array(8), [2 ** 47]),
      `must have the 140737488355328 entries of its shape (140737488355328), got 8 - ${DAMAGED}`,
    ],
    [
      'texts of no width',
      npy(new Uint8Array(0), [2 ** 40], { descr: '<U0' }),
      "must be an array of real numbers, got dtype 'U0'",
    ],
  ])('are refused as %s', (_, bytes, message) => {
    const given = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    expect(() => read(given)).toThrow(DataError);
    expect(() => read(given)).toThrow(`a.npy: x${message.startsWith('[') ? '' : ' '}${message}`);
  });
});

describe('numbers from an .npy file', () => {
  it('are the same as its integers, or refused', () => {
    expect(numberArray('a.npy', 'x', npy(BigInt64Array.of(2n ** 53n - 1n), [1])).values).toEqual(
      Float64Array.of(2 ** 53 - 1),
    );
    expect(() => numberArray('a.npy', 'x', npy(BigInt64Array.of(0n, 2n ** 53n + 1n), [2]))).toThrow(
      new DataError('a.npy: x[1] must be below 2^53, as larger integers lose digits as numbers, got 9007199254740993'),
    );
  });
});
