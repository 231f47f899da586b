import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';

/** What unpacks a page, to the length that its header says; of these codecs Node's own are many times as fast. */
export const unpackers: typeof compressors = {
  ...compressors,
  GZIP: (packed, length) => plain(gunzipSync(packed, { maxOutputLength: Math.max(length, 1) })),
  BROTLI: (packed, length) => plain(brotliDecompressSync(packed, { maxOutputLength: Math.max(length, 1) })),
};

/** Without what a Buffer does otherwise than an array of bytes. */
function plain({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
