import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Manifest, importFaults, unusedDependencies } from './support/importRules.js';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const files = new Map(
  ['src', 'envs', 'policies']
    .flatMap((top) =>
      readdirSync(new URL(top, root), { recursive: true, encoding: 'utf8' }).map((path) => `${top}/${path}`),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, root), 'utf8')]),
);

it('reads the sources', () => {
  expect([...files.keys()]).toContain('src/core/random/rng.ts');
});

it('keeps the rules of import', () => {
  expect(importFaults(files, manifest)).toEqual([]);
});

it('uses every runtime dependency', () => {
  expect(unusedDependencies(files, manifest)).toEqual([]);
});
