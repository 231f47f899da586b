import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const { name, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** What can be imported from the package: what it is called there, and its source file. */
export const entryPoints = Object.entries(exports)
  .filter(([, target]) => target.types !== undefined)
  .map(([path, { types }]) => ({
    name: `${name}${path.slice(1)}`,
    source: fileURLToPath(new URL(types.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '.ts'), root)),
  }));
