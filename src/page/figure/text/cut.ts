import { textWidth } from './textWidth.js';

/**
 * A text cut at a width, with "…" for what is left out; itself where it fits.
 *
 * @param width in pixels
 * @param size of the font, in pixels
 */
export function cut(text: string, width: number, size: number, weight: number = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const letters = Array.from(text);
  let room = width - textWidth('…', size, weight);
  let n = 0;
  while (n < letters.length && (room -= textWidth(letters[n], size, weight)) >= 0) n++;
  return `${letters.slice(0, Math.max(1, n)).join('').trimEnd()}…`;
}
