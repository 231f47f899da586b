import { mkdir } from 'node:fs/promises';
import { atomicWrite } from '../src/files/write/atomicWrite.js';
import { pictureText } from './pictures/picture.js';
import { pictures } from './pictures/pictures.js';

/**
 * `npm run pictures`, from the root of the project. A test holds that the pictures kept there are those it would draw.
 */
await mkdir('docs/pictures', { recursive: true });
for (const picture of pictures) {
  const path = `docs/pictures/${picture.name}.svg`;
  await atomicWrite(path, [await pictureText(picture)]);
  console.log(path);
}
