import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BESIDE, FLOORS } from '../scripts/floors/floors.js';
import { floorsSvg } from '../scripts/floors/floorsSvg.js';
import { zoneImports } from '../scripts/floors/zoneImports.js';
import { sourceFiles } from '../scripts/floors/sourceFiles.js';
import { type Manifest, importFaults, unusedDependencies } from './support/importRules.js';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const files = sourceFiles(root);

it('reads the sources', () => {
  expect([...files.keys()]).toContain('src/core/random/rng.ts');
});

it('keeps the rules of import', () => {
  expect(importFaults(files, manifest)).toEqual([]);
});

it('uses every runtime dependency', () => {
  expect(unusedDependencies(files, manifest)).toEqual([]);
});

describe('the picture of the floors', () => {
  const zones = zoneImports(files);

  it('is of the sources as they are: else npm run floors draws it anew', () => {
    expect(readFileSync(new URL('docs/pictures/floors.svg', root), 'utf8')).toBe(floorsSvg(zones));
  });

  it('has an entry for every folder', () => {
    const known = [...FLOORS.flat(), ...BESIDE, 'index'];
    expect([...zones.keys()].filter((zone) => !known.includes(zone))).toEqual([]);
  });
});
