/** A colour of the page, by day and by night. */
export interface Token {
  readonly light: string;
  readonly dark: string;
}

export type TokenName =
  | 'ground'
  | 'paper'
  | 'ink'
  | 'ink-2'
  | 'line'
  | 'grid'
  | 'cf'
  | 'cf-text'
  | 'on-cf'
  | 'band'
  | 'selected'
  | 'truth'
  | 'good'
  | 'weak'
  | 'bad'
  | 'good-fill'
  | 'care-fill'
  | 'bad-fill'
  | 'on-fill'
  | 'warn-bg'
  | 'warn-ink'
  | 'lane'
  | 'normal';

/**
 * The colours of the page by the name of their custom property, for what has no style sheet: a figure as a file of its
 * own. A test holds them against style/tokens.css and computes their contrasts.
 */
export const tokens: Readonly<Record<TokenName, Token>> = {
  ground: { light: '#fafaf8', dark: '#121518' },
  paper: { light: '#ffffff', dark: '#191d21' },
  ink: { light: '#1b1f24', dark: '#e8ebee' },
  'ink-2': { light: '#545c66', dark: '#a7afb8' },
  line: { light: '#dcdfe3', dark: '#363c43' },
  grid: { light: '#eceef0', dark: '#272c31' },
  cf: { light: '#0b62b0', dark: '#5aa9f0' },
  'cf-text': { light: '#0b5aa2', dark: '#7dbcf5' },
  'on-cf': { light: '#ffffff', dark: '#0d1a26' },
  band: { light: '#c4dcf3', dark: '#27486a' },
  selected: { light: '#e4eef8', dark: '#1c2c3b' },
  truth: { light: '#962a6c', dark: '#ee94ca' },
  good: { light: '#0f7a5c', dark: '#55c9a2' },
  weak: { light: '#8a5d00', dark: '#e0b155' },
  bad: { light: '#a63d0a', dark: '#f29a66' },
  'good-fill': { light: '#58b394', dark: '#27795e' },
  'care-fill': { light: '#c3c9cf', dark: '#4c555e' },
  'bad-fill': { light: '#d9703a', dark: '#a9522a' },
  'on-fill': { light: '#10241d', dark: '#ffffff' },
  'warn-bg': { light: '#fdf3dc', dark: '#33290f' },
  'warn-ink': { light: '#6e4a00', dark: '#f2d08a' },
  lane: { light: '#f4f5f6', dark: '#1f2429' },
  normal: { light: '#e9ebed', dark: '#2a3036' },
};
