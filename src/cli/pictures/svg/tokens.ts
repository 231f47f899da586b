/** A colour of the page in its two sets. */
export interface Token {
  readonly light: string;
  readonly dark: string;
}

/**
 * The colours of the page that pictures need, as literals: what opens an SVG file by itself has no style sheet of the
 * page, and may know no custom properties. A test holds that they are those of `page.css`.
 *
 * No two have the same colour in light: see `svgFile`.
 */
export const tokens: Readonly<Record<string, Token>> = {
  ground: { light: '#fafaf8', dark: '#121518' },
  paper: { light: '#ffffff', dark: '#191d21' },
  ink: { light: '#1b1f24', dark: '#e8ebee' },
  'ink-2': { light: '#545c66', dark: '#a7afb8' },
  line: { light: '#dcdfe3', dark: '#363c43' },
  grid: { light: '#eceef0', dark: '#272c31' },
  cf: { light: '#0b62b0', dark: '#5aa9f0' },
  'cf-text': { light: '#0b5aa2', dark: '#7dbcf5' },
  band: { light: '#c4dcf3', dark: '#27486a' },
  truth: { light: '#962a6c', dark: '#ee94ca' },
  good: { light: '#0f7a5c', dark: '#55c9a2' },
  bad: { light: '#a63d0a', dark: '#f29a66' },
};
