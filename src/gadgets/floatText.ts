/** Numbers in a JSON document, with what is needed to know that they are whole. */
export interface FloatText {
  /** How many numbers. */
  readonly length: number;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
  /** Little-endian float32, in base64. */
  readonly data: string;
}

/** Bytes that become text at once: as many arguments as any engine takes. */
const CHUNK = 0x2000;

/**
 * Float32 numbers as text, to the bit.
 *
 * Cost O(length). Needs Web Crypto, which Node and browsers have (in browsers on secure pages only).
 *
 * @example
 * (await encodeFloats(Float32Array.of(1))).data // 'AACAPw=='
 */
export async function encodeFloats(values: Float32Array): Promise<FloatText> {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  return { length: values.length, sha256: await sha256(bytes), data: btoa(parts.join('')) };
}

/**
 * The numbers of `encodeFloats`.
 *
 * @throws Error in a few words if the text is damaged
 */
export async function decodeFloats({ length, sha256: expected, data }: FloatText): Promise<Float32Array> {
  let text: string;
  try {
    text = atob(data);
  } catch {
    throw new Error('the numbers must be base64, got other characters');
  }
  if (text.length !== 4 * length) throw new Error(`${length} numbers take ${4 * length} bytes, got ${text.length}`);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const actual = await sha256(bytes);
  if (actual !== expected) throw new Error(`the SHA-256 of the numbers must be ${expected}, got ${actual}`);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
