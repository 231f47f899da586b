/** Fallback fonts are wider than Inter. */
const MARGIN = 1.06;

/** Widths in Inter, in shares of its size: of the first class that a character is in. */
const CLASSES: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[\p{Mn}\u200b]/u, 0],
  [/[iIjl.,:;'|!]/, 0.3],
  [/[ftr()[\]{}/\\ "-]/, 0.39],
  [/[mwMW@%\u2026\u2014]/, 0.9],
  [/[A-Z0-9~+=<>\u2212]/, 0.66],
  // Scripts that Inter does not have: East Asian ones and emoji are the widest.
  [/[\u1100-\u11ff\u2e80-\u{1ffff}]/u, 1.15],
];

const OTHERS = 0.58;

/**
 * About how wide a text is, in pixels, where there is no screen to measure it on: rather too wide.
 *
 * @param size of the font, in pixels
 */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += CLASSES.find(([pattern]) => pattern.test(letter))?.[1] ?? OTHERS;
  return MARGIN * size * width;
}

/** The text, or as much of it as fits with an ellipsis after it. */
export function cutText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const left = room - textWidth('\u2026', size);
  let [kept, width] = ['', 0];
  for (const letter of text) {
    width += textWidth(letter, size);
    if (width > left) break;
    kept += letter;
  }
  return `${kept.trimEnd()}\u2026`;
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
