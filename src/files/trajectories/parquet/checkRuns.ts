const MOST_FILLED = 4095;

/**
 * Checks numbers in Parquet's hybrid of runs and packed bits: there must be as many as are wanted, and no run goes
 * beyond.
 *
 * @param width bits of a number, from 0
 * @param count how many numbers are wanted
 * @returns how many of them are 1, for numbers of one bit
 * @throws RangeError if the bytes hold fewer, or a run claims more
 *
 * Cost O(bytes).
 *
 * Source: section "Run Length Encoding / Bit-Packing Hybrid" of Encodings.md of apache/parquet-format.
 */
export function checkRuns(bytes: Uint8Array, width: number, count: number): number {
  if (width > 32) throw new RangeError(`numbers of ${width} bits`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, ones] = [0, 0];
  for (let left = count; left > 0;) {
    const [head, next] = readVarint(view, at);
    const units = Math.floor(head / 2);
    const packed = head % 2 === 1;
    // Packed bits come in groups of eight numbers, and writers fill the last groups up: DuckDB to 256 numbers.
    const numbers = packed ? 8 * units : units;
    if (numbers === 0 || numbers > left + (packed ? MOST_FILLED : 0))
      throw new RangeError(`a run of ${numbers} where ${left} are left`);
    if (width === 1 && !packed) ones += (view.getUint8(next) & 1) * numbers;
    if (width === 1 && packed)
      for (let i = 0; i < Math.min(numbers, left); i++) ones += (view.getUint8(next + (i >> 3)) >> (i & 7)) & 1;
    at = next + (packed ? Math.min(units * width, Math.ceil((left * width) / 8)) : Math.ceil(width / 8));
    if (at > bytes.length) throw new RangeError('a run cut short');
    left -= numbers;
  }
  return ones;
}

/**
 * Checks the head of numbers in Parquet's encoding by differences, whose decoder believes it.
 *
 * @throws RangeError if it holds no sizes that the format allows
 */
export function checkDeltas(bytes: Uint8Array, count: number): void {
  if (count === 0) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [block, second] = readVarint(view, 0);
  const [parts, third] = readVarint(view, second);
  const [total] = readVarint(view, third);
  if (
    block === 0 ||
    block % 128 !== 0 ||
    parts === 0 ||
    block % (32 * parts) !== 0 ||
    block > 2 ** 20 ||
    total !== count
  )
    throw new RangeError(`differences in blocks of ${block} and parts of ${parts}, ${total} where ${count} are wanted`);
}

function readVarint(view: DataView, at: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; scale < 2 ** 35; scale *= 128) {
    const byte = view.getUint8(at++);
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
  throw new RangeError('an integer without end');
}
