/** Digits of a group of four bytes: 85⁵ is a little more than 256⁴. */
const [BASE, DIGITS, BYTES] = [85, 5, 4];
/** Letters of the digits: from "(" to "}" without "<", so that nothing in them is markup. */
const [FIRST, LEFT_OUT] = [40, 60];

/** Bytes as letters that may stand in a page, five for every four; see `fromLetters`. */
export function toLetters(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += BYTES) {
    let group = 0;
    for (let k = 0; k < BYTES; k++) group = 256 * group + (bytes[i + k] ?? 0);
    const codes = new Uint8Array(DIGITS);
    for (let k = DIGITS; k-- > 0; group = Math.floor(group / BASE)) {
      const code = FIRST + (group % BASE);
      codes[k] = code < LEFT_OUT ? code : code + 1;
    }
    // As many letters of the last group as its bytes need.
    parts.push(String.fromCharCode(...codes.subarray(0, bytes.length - i + 1)));
  }
  return parts.join('');
}

/** The bytes again. */
export function fromLetters(letters: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((BYTES * letters.length) / DIGITS));
  for (let i = 0, at = 0; i < letters.length; i += DIGITS, at += BYTES) {
    let group = 0;
    for (let k = i; k < i + DIGITS; k++) {
      const code = letters.charCodeAt(k);
      group = BASE * group + (k < letters.length ? code - FIRST - (code > LEFT_OUT ? 1 : 0) : BASE - 1);
    }
    for (let k = BYTES; k-- > 0; group = Math.floor(group / 256))
      if (at + k < bytes.length) bytes[at + k] = group % 256;
  }
  return bytes;
}
