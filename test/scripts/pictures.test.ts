import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pictureText } from '../../scripts/pictures/picture.js';
import { pictures } from '../../scripts/pictures/pictures.js';

const folder = new URL('../../docs/pictures/', import.meta.url);

describe('pictures', () => {
  it.each(pictures)('$name is what npm run pictures draws', async (picture) => {
    const text = await pictureText(picture);
    expect(text).toBe(readFileSync(new URL(`${picture.name}.svg`, folder), 'utf8'));
  });

  it.each(pictures)('$name says what it shows to those who cannot see it', ({ name, title }) => {
    const text = readFileSync(new URL(`${name}.svg`, folder), 'utf8');
    expect(text).toMatch(/^<svg role="img" /);
    expect(text).toContain(`<title>${title}</title>`);
  });
});
