import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blockOf, checkBlocks } from '../../src/trajectories/blockOf.js';

describe('blockOf', () => {
  it('is the first digits of the digest of the name, as a database finds it', () => {
    for (const name of ['0', '7', '201.0', 'Müller'])
      for (const [blocks, digits] of [
        [4096, 3],
        [256, 2],
        [16, 1],
      ])
        expect(blockOf(name, blocks)).toBe(parseInt(createHash('md5').update(name).digest('hex').slice(0, digits), 16));
    expect(blockOf('7', 1)).toBe(0);
  });

  it('leaves no block empty where there are many episodes', () => {
    const counts = new Float64Array(16);
    for (let e = 0; e < 1600; e++) counts[blockOf(String(e), 16)] += 1;
    expect(Math.min(...counts)).toBeGreaterThan(50);
  });

  it('refuses numbers that digits do not tell apart', () => {
    expect(() => {
      checkBlocks('aggregate', 1000);
    }).toThrow('aggregate: blocks must be 1, 16, 256 or 4096, got 1000');
  });
});
