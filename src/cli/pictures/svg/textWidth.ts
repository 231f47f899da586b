import { cut } from '../../../page/figure/text/cut.js';
import { textWidth as widthInInter } from '../../../page/figure/text/textWidth.js';

/** A file that stands alone is read in the system's own font where Inter is not installed, and that may be wider. */
const FALLBACK = 1.08;

/**
 * About how wide a text is, in pixels: rather too wide.
 *
 * @param size of the font, in pixels
 */
export function textWidth(text: string, size: number): number {
  return FALLBACK * widthInInter(text, size);
}

/** The text, or as much of it as fits with an ellipsis after it. */
export function cutText(text: string, size: number, room: number): string {
  return cut(text, room / FALLBACK, size);
}

/** The text in lines that fit, broken at spaces; a word that is longer than a line is cut. */
export function textLines(text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, size) <= room) lines[lines.length - 1] = longer;
    else lines.push(cutText(word, size, room));
  }
  return lines;
}
