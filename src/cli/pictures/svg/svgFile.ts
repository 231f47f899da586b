import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { escaped } from '../../../core/escaped.js';
import type { Provenance } from '../../../files/index.js';
import { type TokenName, tokens } from '../../../page/figure/tokens.js';

/**
 * A picture as the text of an SVG file that stands alone: literal colours, light ones in the attributes, which every
 * viewer knows, and the dark ones in a style sheet for viewers that are asked for them. The same picture gives the same
 * text.
 *
 * @param picture an svg element with a title and a description, whose colours are tokens, as `fill="var(--ink)"`; no two
 *   of those in it have the same colour in light
 * @param source goes into the file's metadata
 */
export function svgFile(picture: VNode, source: Provenance): string {
  const used = new Set<TokenName>();
  const drawn = render(picture)
    // Quotes within a text are escaped by now: what looks like this is an attribute.
    .replaceAll(/\b(fill|stroke)="var\(--([\w-]+)\)"/g, (_, attribute: string, name: TokenName) => {
      used.add(name);
      return `${attribute}="${tokens[name].light}"`;
    })
    .replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('</desc>', () => `</desc><metadata>${metadataOf(source)}</metadata><style>${darkStyle(used)}</style>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutForbidden(drawn)}\n`;
}

function metadataOf(source: Provenance): string {
  const text = escaped(JSON.stringify({ couplet: source }));
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A rule of a style sheet goes before an attribute. */
function darkStyle(used: ReadonlySet<TokenName>): string {
  const rules = Array.from(used, (name) => {
    const { light, dark } = tokens[name];
    return `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`;
  });
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}

/** XML has no place for some characters, not even escaped. */
function withoutForbidden(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd');
}
