import { writeFileSync } from 'node:fs';
import { floorsSvg } from './floors/floorsSvg.js';
import { zoneImports } from './floors/zoneImports.js';
import { sourceFiles } from './floors/sourceFiles.js';

/** `npm run floors` draws docs/pictures/floors.svg from the imports of the sources. */
const root = new URL('../../', import.meta.url);
writeFileSync(new URL('docs/pictures/floors.svg', root), floorsSvg(zoneImports(sourceFiles(root))));
