/**
 * Numbers kept for good, side by side in pages, up to a capacity: 8 bytes each, where an array for every few of them
 * would take 200 more.
 */
export interface NumberPages {
  readonly capacity: number;
  /** Numbers that all pages have room for; at most the capacity. */
  allocated: number;
  page: Float64Array;
  /** Where in the page there is room. */
  at: number;
}

/** Numbers of a page: 128 KiB. */
const PAGE = 2 ** 14;

export function createNumberPages(capacity: number): NumberPages {
  return { capacity, allocated: 0, page: new Float64Array(0), at: 0 };
}

/**
 * Copies numbers to where there is room.
 *
 * @returns the first position in what is then `page`, or −1 if there is no room
 */
export function keepNumbers(pages: NumberPages, numbers: Float64Array): number {
  const { length } = numbers;
  if (pages.at + length > pages.page.length) {
    const room = Math.max(length, Math.min(PAGE, pages.capacity - pages.allocated));
    if (pages.allocated + room > pages.capacity) return -1;
    pages.page = new Float64Array(room);
    pages.allocated += room;
    pages.at = 0;
  }
  const start = pages.at;
  pages.page.set(numbers, start);
  pages.at += length;
  return start;
}
