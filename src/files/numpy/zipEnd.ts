const [END, END_64, LOCATOR_64] = [0x06054b50, 0x06064b50, 0x07064b50];
const [END_LENGTH, END_64_LENGTH, LOCATOR_LENGTH] = [22, 56, 20];
const LONGEST_COMMENT = 65_535;
const [IN_64_SHORT, IN_64] = [0xffff, 0xffffffff];

/** Where the directory of a ZIP archive is. */
export interface ZipDirectoryPlace {
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the directory of a ZIP archive from the record at its end, and the one for large archives before that.
 *
 * @param fail throws, with what is there in place of an archive
 *
 * Cost O(length of the comment at the end).
 */
export function endOfDirectory(view: DataView, fail: (got: string) => never): ZipDirectoryPlace {
  const { byteLength } = view;
  let end = byteLength - END_LENGTH;
  while (
    end >= 0 &&
    !(view.getUint32(end, true) === END && end + END_LENGTH + view.getUint16(end + 20, true) === byteLength)
  )
    end = end > byteLength - END_LENGTH - LONGEST_COMMENT ? end - 1 : -1;
  if (end < 0) return fail(byteLength === 0 ? 'an empty file' : 'no directory at its end');
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((offset) => view.getUint16(end + offset, true));
  const [length, start] = [12, 16].map((offset) => view.getUint32(end + offset, true));
  const locator = end - LOCATOR_LENGTH;
  if (locator >= END_64_LENGTH && view.getUint32(locator, true) === LOCATOR_64) {
    const end64 = locator - END_64_LENGTH;
    const big = (offset: number): number => Number(view.getBigUint64(end64 + offset, true));
    const narrow: [number, number, number][] = [
      [here, big(24), IN_64_SHORT],
      [count, big(32), IN_64_SHORT],
      [length, big(40), IN_64],
      [start, big(48), IN_64],
    ];
    if (
      view.getUint32(end64, true) !== END_64 ||
      view.getBigUint64(locator + 8, true) !== BigInt(end64) ||
      view.getUint32(locator + 4, true) !== 0 ||
      view.getUint32(locator + 16, true) !== 1 ||
      big(4) !== END_64_LENGTH - 12 ||
      narrow.some(([short, long, escape]) => short !== escape && short !== long) ||
      big(24) !== big(32) ||
      big(48) + big(40) !== end64
    )
      fail('a directory that contradicts itself');
    return { count: big(32), start: big(48), end: end64 };
  }
  if (disk !== 0 || startDisk !== 0 || here !== count) fail('a part of an archive in several files');
  if (start + length !== end) fail('a directory that is not where it says');
  return { count, start, end };
}
