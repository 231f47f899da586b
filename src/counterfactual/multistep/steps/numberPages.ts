/**
 * Numbers kept for good, side by side in pages, up to a capacity: 8 bytes each, where an array for every few of them
 * would take 200 more.
 */
export interface NumberPages {
  readonly capacity: number;
  /** Numbers that all pages have room for; at most the capacity. */
  allocated: number;
  readonly pages: Float64Array[];
  /** Where in the last page there is room. */
  at: number;
}

/** Numbers of a page: 128 KiB. */
const PAGE = 2 ** 14;
/** More than a page ever holds. */
const APART = 2 ** 32;

export function createNumberPages(capacity: number): NumberPages {
  return { capacity, allocated: 0, pages: [], at: 0 };
}

/**
 * Copies numbers to where there is room.
 *
 * @returns their place, see `pageOf` and `startOf`, or −1 if there is no room
 */
export function keepNumbers(numbers: NumberPages, given: Float64Array): number {
  const { length } = given;
  const { pages, capacity } = numbers;
  if (numbers.at + length > (pages.at(-1)?.length ?? -1)) {
    const room = Math.max(length, Math.min(PAGE, capacity - numbers.allocated));
    if (numbers.allocated + room > capacity) return -1;
    pages.push(new Float64Array(room));
    numbers.allocated += room;
    numbers.at = 0;
  }
  const place = (pages.length - 1) * APART + numbers.at;
  pages.at(-1)!.set(given, numbers.at);
  numbers.at += length;
  return place;
}

export function pageOf({ pages }: NumberPages, place: number): Float64Array {
  return pages[Math.floor(place / APART)];
}

/** Where in their page numbers begin. */
export function startOf(place: number): number {
  return place % APART;
}
