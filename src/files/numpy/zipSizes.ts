const IN_EXTRA = 0xffffffff;
const ZIP_64 = 1;

/**
 * Sizes and offset of a header of a ZIP archive; those that are all ones are in its ZIP64 extra field, in that order.
 *
 * @param at where the header begins
 * @param fields where in it they are
 * @param fail throws, where the extra field lacks them
 */
export function zipSizes(
  view: DataView,
  at: number,
  fields: { readonly packed: number; readonly plain: number; readonly offset?: number },
  extraStart: number,
  extraLength: number,
  fail: () => never,
): { readonly size: number; readonly packedSize: number; readonly offset: number } {
  let next = 0;
  let end = 0;
  for (let i = extraStart; i + 4 <= extraStart + extraLength && end === 0;) {
    const length = view.getUint16(i + 2, true);
    if (view.getUint16(i, true) === ZIP_64) [next, end] = [i + 4, Math.min(i + 4 + length, extraStart + extraLength)];
    i += 4 + length;
  }
  const value = (field: number): number => {
    const short = view.getUint32(at + field, true);
    if (short !== IN_EXTRA) return short;
    if (next + 8 > end) fail();
    const long = Number(view.getBigUint64(next, true));
    next += 8;
    return Number.isSafeInteger(long) ? long : fail();
  };
  const size = value(fields.plain);
  const packedSize = value(fields.packed);
  return { size, packedSize, offset: fields.offset === undefined ? 0 : value(fields.offset) };
}
