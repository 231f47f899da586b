import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { EffectPicture } from '../../../src/cli/pictures/EffectPicture.js';
import { svgFile } from '../../../src/cli/pictures/svg/svgFile.js';
import { tokens } from '../../../src/page/figure/tokens.js';
import { MADE } from '../options/prepared.js';

const fileWith = (mechanism: string): string =>
  svgFile(
    EffectPicture({
      mechanisms: [{ mechanism, joint: 2, given: 1 }],
      least: { joint: 1, given: 1 },
      about: mechanism,
      several: false,
    }),
    { ...MADE, options: { mechanism } },
  );

/** Names of the elements, in their order. */
const elementsOf = (file: string): string[] => Array.from(file.matchAll(/<(\w+)/g), ([, name]) => name);

describe('a picture as a file', () => {
  const file = fileWith('gumbel-max');

  it('stands alone: a namespace, literal colours, words, where it comes from', () => {
    expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    expect(file).not.toContain('var(');
    expect(file).not.toMatch(/href|url\(|@import|<script| on\w+=/);
    expect(file).toContain('<title>How definite each mechanism makes the effect of one decision</title><desc>');
    const metadata = /<metadata>(.*?)<\/metadata>/.exec(file)![1];
    expect(JSON.parse(metadata)).toEqual({ couplet: { ...MADE, options: { mechanism: 'gumbel-max' } } });
  });

  it('has its ground and the dark colour of each that is in it', () => {
    expect(file).toMatch(
      /<rect width="900" height="\d+" fill="#fafaf8"><\/rect>|<rect width="900" height="\d+" fill="#fafaf8"\/>/,
    );
    const style = /<style>@media \(prefers-color-scheme:dark\)\{(.*?)\}<\/style>/.exec(file)![1];
    const colours = new Set(Array.from(file.matchAll(/ (?:fill|stroke)="(#\w+)"/g), ([, colour]) => colour));
    expect(colours.size).toBeGreaterThan(4);
    for (const colour of colours) {
      const [, { dark }] = Object.entries(tokens).find(([, { light }]) => light === colour)!;
      expect(style).toContain(`[fill="${colour}"]{fill:${dark}}`);
      expect(style).toContain(`[stroke="${colour}"]{stroke:${dark}}`);
    }
  });

  it('has the same bytes each time', () => {
    expect(fileWith('gumbel-max')).toBe(file);
  });

  it.each([
    ['<script>alert(1)</script>'],
    ['</text></svg><img src=x onerror=alert(1)>'],
    ['" fill="var(--ink)'],
    ['</desc></metadata>]]><style>*{fill:red}</style>'],
    ['$& $1 $` &amp;'],
    ['a\u0000b\u001b[2J\u2028\u202e\ufffe\ud800'],
    ['long '.repeat(1000)],
    ['W'.repeat(5000)],
  ])('has the same elements whatever a label is: %j', (label) => {
    const hostile = fileWith(label);
    const isWords = (name: string): boolean => name !== 'title' && name !== 'text';
    expect(elementsOf(hostile).filter(isWords)).toEqual(elementsOf(file).filter(isWords));
    expect(hostile).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e\u2028\ufffe]|fill="var/);
    expect(hostile).not.toContain('<style>*');
  });

  test.prop([fc.string({ unit: 'binary' })])('is well-formed whatever a label is', (label) => {
    const open: string[] = [];
    for (const [, closing, name, self] of fileWith(label).matchAll(/<(\/?)([a-z]+)[^<]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!self) open.push(name);
    }
    expect(open).toEqual([]);
  });
});
