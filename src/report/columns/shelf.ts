/** Columns one after the other, each once. */
export interface Shelf {
  /** @returns offset in bytes of what was put, a multiple of 8; the same bytes lie in one place */
  put(column: ArrayBufferView): number;
  /** All of it. */
  bytes(): Uint8Array;
}

/** An empty one. */
export function shelf(): Shelf {
  const parts: { readonly part: Uint8Array; readonly offset: number }[] = [];
  const known = new Map<string, typeof parts>();
  let size = 0;
  return {
    put({ buffer, byteOffset, byteLength }) {
      const part = new Uint8Array(buffer, byteOffset, byteLength);
      const key = `${byteLength} ${hashOf(part)}`;
      const alike = known.get(key) ?? [];
      const same = alike.find((other) => other.part.every((byte, i) => byte === part[i]));
      if (same) return same.offset;
      const placed = { part, offset: size };
      parts.push(placed);
      known.set(key, [...alike, placed]);
      size += Math.ceil(byteLength / 8) * 8;
      return placed.offset;
    },
    bytes() {
      const whole = new Uint8Array(size);
      for (const { part, offset } of parts) whole.set(part, offset);
      return whole;
    },
  };
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
