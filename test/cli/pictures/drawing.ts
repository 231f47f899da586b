import type { VNode } from 'preact';
import { svgFile } from '../../../src/cli/pictures/svg/svgFile.js';
import { MADE } from '../options/prepared.js';

/** A picture's file, its elements by name with their attributes, and its texts. */
export interface Drawing {
  readonly file: string;
  readonly of: (name: string) => readonly Readonly<Record<string, string>>[];
  /** In their order, as they are read. */
  readonly texts: readonly string[];
  readonly description: string;
}

/** What is drawn, from the file's own text. */
export function drawingOf(picture: VNode): Drawing {
  const file = svgFile(picture, MADE);
  const of = (name: string): Record<string, string>[] =>
    Array.from(file.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)/?>`, 'g')), ([, attributes]) =>
      Object.fromEntries(Array.from(attributes.matchAll(/([\w-]+)="([^"]*)"/g), ([, key, value]) => [key, value])),
    );
  const texts = Array.from(file.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g), ([, text]) =>
    read(text),
  );
  return { file, of, texts, description: read(/<desc>([^<]*)<\/desc>/.exec(file)![1]) };
}

/** Middles of the discs of a colour, in their order. */
export function dotsOf({ of }: Drawing): readonly number[] {
  return of('circle').map(({ cx }) => Number(cx));
}

/** Where the words of a tick stand, on the first or the last axis that has it. */
export function placeOfText({ file }: Drawing, text: string, which: 'first' | 'last' = 'first'): number {
  const found = Array.from(file.matchAll(new RegExp(`<text x="([\\d.]+)"[^>]*>${text}</text>`, 'g')), ([, x]) =>
    Number(x),
  );
  return found.at(which === 'first' ? 0 : -1)!;
}

function read(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
