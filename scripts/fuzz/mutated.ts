import type { Rng } from '../../src/core/random/rng.js';

/** What is likely to be believed where it should not be. */
const WORDS = [
  ...['', '-1', '1e400', 'NaN', 'null', '[]', '{}', '0x10', '9007199254740993', '99999999999', '-0', '1e-320', 'true'],
  ...['"', '""', "'", ',', ';', '\t', '\r\n', '\n\n', '\0', '\u202e', '\ufeff', '#', '__proto__', 'constructor'],
  '['.repeat(20_000),
  '{"a":'.repeat(20_000),
  '\0'.repeat(100_000),
  '9'.repeat(400),
  'x'.repeat(70_000),
].map((word) => Buffer.from(word));
const NUMBERS = [0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** Bytes with one to three changes: bits, numbers, words, and parts taken out, doubled, moved or cut off. */
export function mutated(rng: Rng, bytes: Uint8Array): Buffer {
  let result = Buffer.from(bytes);
  const below = (n: number): number => Math.floor(rng.uniform() * n);
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const at = below(result.length + 1);
    const end = Math.min(result.length, at + 1 + below(rng.uniform() < 0.5 ? 8 : 200));
    const [before, part, after] = [result.subarray(0, at), result.subarray(at, end), result.subarray(end)];
    const other = below(result.length + 1);
    const word = WORDS[below(WORDS.length)];
    const kinds: (() => Buffer)[] = [
      () => flipped(result, below(8 * result.length)),
      () => flipped(result, below(8 * result.length)),
      () => numbered(result, at, NUMBERS[below(NUMBERS.length)], [1, 2, 4, 8][below(4)]),
      () => Buffer.concat([before, word, part, after]),
      () => Buffer.concat([before, word, after]),
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, part, part, after]),
      () => Buffer.concat([result.subarray(0, other), part, result.subarray(other)]),
      () => (rng.uniform() < 0.2 ? before : Buffer.concat([before, part.fill(below(256)), after])),
    ];
    result = Buffer.from(kinds[below(kinds.length)]());
  }
  return result;
}

/** With one bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Buffer {
  const result = Buffer.from(bytes);
  if (bit < 8 * result.length) result[bit >> 3] ^= 1 << (bit & 7);
  return result;
}

function numbered(bytes: Buffer, at: number, value: number, width: number): Buffer {
  const result = Buffer.from(bytes);
  for (let i = 0; i < width && at + i < result.length; i++) result[at + i] = Math.floor(value / 256 ** i) % 256;
  return result;
}
