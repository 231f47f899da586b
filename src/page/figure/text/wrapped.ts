import { cut } from './cut.js';
import { textWidth } from './textWidth.js';

export interface WrapOptions {
  /** Of the font, in pixels. */
  readonly size: number;
  /** Of the font; default 400. */
  readonly weight?: number;
  /** Lines at most. */
  readonly most: number;
}

/**
 * A text in lines, broken between words; a word wider than its line is cut, as is the last line where more would follow.
 *
 * @param widthOf pixels of a line, the first 0
 */
export function wrapped(
  text: string,
  widthOf: (line: number) => number,
  { size, weight, most }: WrapOptions,
): readonly string[] {
  const lines: string[] = [];
  let words = text.split(' ');
  while (words.length > 0) {
    const width = widthOf(lines.length);
    const isLast = lines.length + 1 === most;
    let n = isLast ? words.length : 1;
    while (n < words.length && textWidth(words.slice(0, n + 1).join(' '), size, weight) <= width) n++;
    lines.push(cut(words.slice(0, n).join(' '), width, size, weight));
    words = words.slice(n);
  }
  return lines;
}
