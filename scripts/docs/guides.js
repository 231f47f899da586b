import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../docs/', import.meta.url);

/** The guides in the order that they ask for in their first lines: `order: 1`. */
export const guides = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => {
    const [, order] =
      /^---\n(?:.+\n)*order: (\d+)\n(?:.+\n)*---\n/.exec(readFileSync(new URL(name, folder), 'utf8')) ?? [];
    if (order === undefined)
      throw new Error(`docs/${name}: must open with its title, category and order between lines of ---`);
    return { path: fileURLToPath(new URL(name, folder)), order: Number(order) };
  })
  .sort((a, b) => a.order - b.order)
  .map(({ path }) => path);
