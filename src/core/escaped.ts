/**
 * Text that cannot move a terminal: control characters (C0, DEL, C1), marks, overrides and isolates of writing
 * direction, separators of lines and surrogates that lack their other half become `\u001b` and the like, as JSON writes
 * them.
 *
 * Ids, labels and names come from files that others wrote; a terminal would obey what is in them.
 *
 * @returns one line; the same text where nothing in it is of that kind
 *
 * @example
 * escaped('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export function escaped(text: string): string {
  return text.replaceAll(UNSHOWN, codeOf);
}

/** As `escaped`, for text of several lines: line feeds stay. */
export function escapedLines(text: string): string {
  return text.replaceAll(UNSHOWN, (character) => (character === '\n' ? character : codeOf(character)));
}

/** With the flag `u`, only a surrogate on its own is of the category. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function codeOf(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
