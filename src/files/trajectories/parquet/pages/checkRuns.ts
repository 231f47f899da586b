const MOST_FILLED = 4095;

/**
 * Checks numbers in Parquet's hybrid of runs and packed bits: there must be as many as are wanted, and no run goes
 * beyond.
 *
 * @param width bits of a number, from 0
 * @param count how many numbers are wanted
 * @param counted a number of one or two bits
 * @returns how many of them are that, for numbers of one or two bits
 * @throws RangeError if the bytes hold fewer, or a run claims more
 *
 * Cost O(bytes).
 *
 * Source: section "Run Length Encoding / Bit-Packing Hybrid" of Encodings.md of apache/parquet-format.
 */
export function checkRuns(bytes: Uint8Array, width: number, count: number, counted: number = 1): number {
  if (width > 32) throw new RangeError(`numbers of ${width} bits`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, found] = [0, 0];
  const levels = width === 1 || width === 2;
  const mask = 2 ** width - 1;
  for (let left = count; left > 0;) {
    const [head, next] = readVarint(view, at);
    const units = Math.floor(head / 2);
    const packed = head % 2 === 1;
    // Packed bits come in groups of eight numbers, and writers fill the last groups up: DuckDB to 256 numbers.
    const numbers = packed ? 8 * units : units;
    if (numbers === 0 || numbers > left + (packed ? MOST_FILLED : 0))
      throw new RangeError(`a run of ${numbers} where ${left} are left`);
    if (levels && !packed && (view.getUint8(next) & mask) === counted) found += Math.min(numbers, left);
    if (levels && packed)
      for (let i = 0; i < Math.min(numbers, left); i++) {
        const bit = i * width;
        found += Number(((view.getUint8(next + (bit >> 3)) >> (bit & 7)) & mask) === counted);
      }
    at = next + (packed ? Math.min(units * width, Math.ceil((left * width) / 8)) : Math.ceil(width / 8));
    if (at > bytes.length) throw new RangeError('a run cut short');
    left -= numbers;
  }
  return found;
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
