/** SHA-256, in hexadecimal, of numbers as little-endian 64-bit floats, column after column. */
export async function numbersDigest(...columns: readonly ArrayLike<number>[]): Promise<string> {
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const bytes = new DataView(new ArrayBuffer(8 * length));
  let at = 0;
  for (const column of columns) for (let i = 0; i < column.length; i++, at += 8) bytes.setFloat64(at, column[i], true);
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
