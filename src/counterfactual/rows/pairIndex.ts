/**
 * Numbers by pairs of numbers, in one flat table by open addressing: 24 to 48 bytes a pair, and as many pairs as there
 * is memory for, where a Map ends at 2^24.
 */
export interface PairIndex {
  /**
   * Shape (slots × 3), slots a power of 2: first number + 1, second number, value. A first number of 0 is a free slot.
   */
  slots: Uint32Array;
  /** Slots − 1. */
  mask: number;
  size: number;
}

const WIDTH = 3;
const LEAST_SLOTS = 16;

export function createPairIndex(): PairIndex {
  return { slots: new Uint32Array(LEAST_SLOTS * WIDTH), mask: LEAST_SLOTS - 1, size: 0 };
}

/** The value of a pair, or −1 if it has none. Cost O(1). */
export function findPair({ slots, mask }: PairIndex, first: number, second: number): number {
  const slot = slotOf(slots, mask, first, second);
  return slots[slot] === 0 ? -1 : slots[slot + 2];
}

/**
 * Gives a pair that has none a value; both numbers and the value are integers from 0 to 2^32 − 2, not checked.
 *
 * Cost O(1), and now and then that of copying all of it: see `bytesToAdd`.
 */
export function addPair(index: PairIndex, first: number, second: number, value: number): void {
  if (isHalfFull(index)) grow(index);
  put(index, first, second, value);
  index.size += 1;
}

/** The bytes that the next `addPair` takes for the time being beside those that are there. */
export function bytesToAdd(index: PairIndex): number {
  return isHalfFull(index) ? 2 * index.slots.byteLength : 0;
}

/** Forgets all pairs; the room stays. */
export function clearPairs(index: PairIndex): void {
  index.slots.fill(0);
  index.size = 0;
}

function isHalfFull({ slots, size }: PairIndex): boolean {
  return 2 * WIDTH * size >= slots.length;
}

function grow(index: PairIndex): void {
  const { slots } = index;
  index.slots = new Uint32Array(2 * slots.length);
  index.mask = index.slots.length / WIDTH - 1;
  for (let slot = 0; slot < slots.length; slot += WIDTH)
    if (slots[slot] !== 0) put(index, slots[slot] - 1, slots[slot + 1], slots[slot + 2]);
}

function put({ slots, mask }: PairIndex, first: number, second: number, value: number): void {
  const slot = slotOf(slots, mask, first, second);
  slots[slot] = first + 1;
  slots[slot + 1] = second;
  slots[slot + 2] = value;
}

/** Where a pair is, or would be put. At least half of the slots are free, so there is an end. */
function slotOf(slots: Uint32Array, mask: number, first: number, second: number): number {
  // The finaliser of murmur3, over a sum that tells the two apart.
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  let slot = (hash ^ (hash >>> 13)) & mask;
  while (slots[WIDTH * slot] !== 0 && !(slots[WIDTH * slot] === first + 1 && slots[WIDTH * slot + 1] === second))
    slot = (slot + 1) & mask;
  return WIDTH * slot;
}
