/** Mean width of a letter of Inter, in sizes of the font. */
const LETTER = 0.56;

/** Width of a text, nearly: no one measures it where there is no screen. */
export function widthOf(text: string, size: number): number {
  return text.length * LETTER * size;
}

/** Cut where it would be wider. */
export function fitted(text: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (LETTER * size)));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** In at most two lines, broken between words, each cut where it would be wider. */
export function inTwoLines(text: string, width: number, size: number): readonly string[] {
  if (widthOf(text, size) <= width) return [text];
  const words = text.split(' ');
  let first = words[0];
  let n = 1;
  while (n < words.length && widthOf(`${first} ${words[n]}`, size) <= width) first += ` ${words[n++]}`;
  const rest = words.slice(n).join(' ');
  return [first, ...(rest === '' ? [] : [rest])].map((line) => fitted(line, width, size));
}
