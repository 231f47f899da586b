import type { VNode } from 'preact';
import type { Provenance } from '../../../files/index.js';
import { atomicWrite } from '../../../files/write/atomicWrite.js';
import { say } from '../../say.js';
import { svgFile } from './svgFile.js';

/** Writes a picture as an SVG file, whole or not at all, and says where. */
export async function writePicture(path: string, picture: VNode, source: Provenance): Promise<void> {
  await atomicWrite(path, [svgFile(picture, source)]);
  say(`drawn: ${path}`);
}
