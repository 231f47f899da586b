import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { doesWhatIsShown } from './support/shown/doesWhatIsShown.js';
import { shownBlocks } from './support/shown/shownBlocks.js';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));

it('shows commands and a program', () => {
  const languages = shownBlocks(readFileSync(readme, 'utf8')).map(({ language }) => language);
  expect(languages).toEqual(expect.arrayContaining(['sh', 'ts', 'js']));
});

doesWhatIsShown(readme);
