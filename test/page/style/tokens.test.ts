import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type TokenName, tokens } from '../../../src/page/figure/tokens.js';

const css = readFileSync(new URL('../../../src/page/style/tokens.css', import.meta.url), 'utf8');
const SETS = ['light', 'dark'] as const;

/** Custom properties of the sheet, those by night apart. */
function declared(set: (typeof SETS)[number]): Record<string, string> {
  const [light, dark] = css.split('prefers-color-scheme: dark');
  const text = set === 'light' ? light : dark;
  return Object.fromEntries([...text.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, colour]) => [name, colour]));
}

/** Relative luminance: WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS: readonly TokenName[] = ['ground', 'paper'];
const TEXT: readonly TokenName[] = ['ink', 'ink-2', 'cf-text', 'truth', 'good', 'weak', 'bad'];
const MARKS: readonly TokenName[] = ['ink', 'ink-2', 'cf', 'truth', 'good', 'weak', 'bad'];

const READ: readonly (readonly [TokenName, TokenName])[] = [
  ...GROUNDS.flatMap((ground) => TEXT.map((text) => [text, ground] as const)),
  ...(['selected', 'lane', 'normal'] as const).map((ground) => ['ink', ground] as const),
  ...(['lane', 'normal'] as const).map((ground) => ['ink-2', ground] as const),
  ['cf-text', 'selected'],
  ['warn-ink', 'warn-bg'],
  ['on-cf', 'cf'],
  ...(['good-fill', 'care-fill', 'bad-fill'] as const).map((fill) => ['on-fill', fill] as const),
];
const SEEN: readonly (readonly [TokenName, TokenName])[] = [
  ...[...GROUNDS, 'lane' as const].flatMap((ground) => MARKS.map((mark) => [mark, ground] as const)),
  ['cf', 'band'],
];

describe('the colours of the page', () => {
  it('know contrast: black on white is 21, and a grey by hand', () => {
    expect(contrast('#000000', '#ffffff')).toBeAllClose(21, { rtol: 1e-12, atol: 0 });
    // 0x80/255 = 0.50196 is 0.21586 of luminance: 1.05 / 0.26586.
    expect(contrast('#808080', '#ffffff')).toBeAllClose(3.9494, { rtol: 1e-4, atol: 0 });
  });

  it.each(SETS)('are those of the style sheet, %s', (set) => {
    const own = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, token[set]]));
    expect(declared(set)).toEqual(own);
  });

  describe.each(SETS)('%s', (set) => {
    it.each(READ)('%s is read on %s', (text, ground) => {
      expect(contrast(tokens[text][set], tokens[ground][set])).toBeGreaterThanOrEqual(4.5);
    });

    it.each(SEEN)('%s is seen on %s', (mark, ground) => {
      expect(contrast(tokens[mark][set], tokens[ground][set])).toBeGreaterThanOrEqual(3);
    });
  });
});
