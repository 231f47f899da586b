import { cut } from '../../figure/text/cut.js';
import { textWidth } from '../../figure/text/textWidth.js';

/** A text in at most two lines, broken between words, each cut where it would be wider than so many pixels. */
export function inTwoLines(text: string, width: number, size: number, weight: number): readonly string[] {
  if (textWidth(text, size, weight) <= width) return [text];
  const words = text.split(' ');
  let first = words[0];
  let n = 1;
  while (n < words.length && textWidth(`${first} ${words[n]}`, size, weight) <= width) first += ` ${words[n++]}`;
  const rest = words.slice(n).join(' ');
  return [first, ...(rest === '' ? [] : [rest])].map((line) => cut(line, width, size, weight));
}
