/** A value of Thrift's compact protocol: a number, bytes, a list, or a record by the numbers of its fields. */
export type Thrift = number | bigint | boolean | Uint8Array | readonly Thrift[] | ThriftRecord;
export type ThriftRecord = ReadonlyMap<number, Thrift>;

const DEEPEST = 64;
const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

/**
 * A record in Thrift's compact protocol, as headers of Parquet are written in. No length is believed that the bytes do
 * not hold.
 *
 * @param at where it begins
 * @returns the record, and where it ends
 * @throws RangeError if the bytes are no such record
 *
 * Source: thrift-compact-protocol.md of Apache Thrift.
 */
export function readThrift(bytes: Uint8Array, at: number): { readonly record: ThriftRecord; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const integer = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError('an integer without end');
  };
  const zigzag = (): bigint => {
    const value = integer();
    return (value >> 1n) ^ -(value & 1n);
  };
  const length = (): number => {
    const value = integer();
    if (value > BigInt(bytes.length - at)) throw new RangeError(`${value} entries in ${bytes.length - at} bytes`);
    return Number(value);
  };
  const value = (type: number, depth: number): Thrift => {
    switch (type) {
      case TRUE:
      case FALSE:
        return type === TRUE;
      case BYTE:
        return view.getInt8(at++);
      case I16:
      case I32:
        return Number(zigzag());
      case I64:
        return zigzag();
      case DOUBLE:
        at += 8;
        return view.getFloat64(at - 8, true);
      case BINARY: {
        const size = length();
        at += size;
        return bytes.subarray(at - size, at);
      }
      case LIST: {
        const head = view.getUint8(at++);
        const size = head >> 4 === 15 ? length() : head >> 4;
        const type = head & 15;
        return Array.from({ length: size }, () => value(type === TRUE || type === FALSE ? BYTE : type, depth + 1));
      }
      case STRUCT:
        return record(depth + 1);
      default:
        throw new RangeError(`type ${type}`);
    }
  };
  const record = (depth: number): ThriftRecord => {
    if (depth > DEEPEST) throw new RangeError('records within records');
    const fields = new Map<number, Thrift>();
    let id = 0;
    for (;;) {
      const head = view.getUint8(at++);
      if ((head & 15) === 0) return fields;
      id = head >> 4 === 0 ? Number(zigzag()) : id + (head >> 4);
      fields.set(id, value(head & 15, depth));
    }
  };
  return { record: record(0), end: at };
}
