import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Provenance } from '../../../files/index.js';
import { tokens } from './tokens.js';

/**
 * A picture as the text of an SVG file that stands alone: literal colours, light ones in the attributes, which every
 * viewer knows, and the dark ones in a style sheet for viewers that are asked for them. The same picture gives the same
 * text.
 *
 * @param picture an svg element whose colours are tokens, as `fill="var(--ink)"`
 * @param source goes into the file's metadata
 */
export function svgFile(picture: VNode, source: Provenance): string {
  const drawn = render(picture)
    // Quotes of a text are escaped by now: what looks like this is an attribute.
    .replaceAll(/\b(fill|stroke)="var\(--([\w-]+)\)"/g, (_, attribute: string, name: string) => {
      return `${attribute}="${tokens[name].light}"`;
    })
    .replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/<\/svg>$/, `<metadata>${escapedText(JSON.stringify({ couplet: source }))}</metadata></svg>`)
    .replace('<desc', `<style>${darkStyle()}</style><desc`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutForbidden(drawn)}\n`;
}

/** A rule of a style sheet goes before an attribute. */
function darkStyle(): string {
  const rules = Object.values(tokens).map(
    ({ light, dark }) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`,
  );
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}

function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** XML has no place for some characters, not even escaped. */
function withoutForbidden(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd');
}
