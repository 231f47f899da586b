import { expect, it } from 'vitest';
import { importsOf } from '../../../scripts/floors/importsOf.js';

it.each<[string, string, boolean]>([
  ["import { a } from './a.js';", './a.js', false],
  ["import a from 'a';", 'a', false],
  ["import * as a from 'a';", 'a', false],
  ["import 'a';", 'a', false],
  ["export { a } from './a.js';", './a.js', false],
  ["export * from './a.js';", './a.js', false],
  ["const a = await import('a');", 'a', false],
  ['const a = (): unknown => import(`a`);', 'a', false],
  ["import type { A } from 'a';", 'a', true],
  ["export type { A } from 'a';", 'a', true],
  ["export type * from 'a';", 'a', true],
  ["let a: import('a').A;", 'a', true],
  ["import { type A } from 'a';", 'a', false],
])('reads %s', (text, specifier, typeOnly) => {
  const lazy = text.includes('import(') && !typeOnly;
  expect(importsOf('x.ts', text)).toEqual([{ specifier, typeOnly, lazy, line: 1 }]);
});

it('reads nothing into comments, strings, exports and names made at run time', () => {
  const text = `
    // import 'a';
    /** @example import { a } from 'couplet' */
    export const text = "import 'b'";
    export { text as again };
    export const load = (name: string): unknown => import(name);
  `;
  expect(importsOf('x.ts', text)).toEqual([]);
});

it('gives the line of each', () => {
  const text = "import 'a';\n\nimport {\n  b,\n} from 'b';\n";
  expect(importsOf('x.ts', text).map(({ specifier, line }) => [specifier, line])).toEqual([
    ['a', 1],
    ['b', 5],
  ]);
});
