import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const pictures = ['docs/pictures/report-light.webp', 'docs/pictures/report-dark.webp'];

/** What `npm run screenshots` made: pixels differ between machines, so these are not held to the byte. */
const files = pictures.map((path) => readFileSync(new URL(path, root)));

it('are WebP files, together under 150 kB', () => {
  for (const file of files) expect(file.toString('latin1', 0, 16)).toMatch(/^RIFF....WEBPVP8X/s);
  expect(files[0].length + files[1].length).toBeLessThan(150_000);
});

it('are shown by README, by day and by night, with words for those who do not see them', () => {
  const [picture, ...others] = Array.from(readme.matchAll(/<picture>(.*?)<\/picture>/gs), ([, inside]) => inside);
  expect(others).toEqual([]);
  expect(picture).toContain(`<source media="(prefers-color-scheme: dark)" srcset="${pictures[1]}"`);
  const [, width, height, alt] = new RegExp(
    `<img src="${pictures[0]}" width="(\\d+)" height="(\\d+)" alt="([^"]+)"`,
  ).exec(picture)!;
  expect(alt.length).toBeGreaterThan(100);
  // Less one each, in three bytes.
  for (const file of files)
    expect([1 + file.readUIntLE(24, 3), 1 + file.readUIntLE(27, 3)]).toEqual([Number(width), Number(height)]);
});
