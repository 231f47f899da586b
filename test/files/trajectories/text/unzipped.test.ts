import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { unzipped } from '../../../../src/files/trajectories/text/unzipped.js';
import { inChunks } from './readings.js';

const TEXT = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('');

it.each<[string, Buffer]>([
  ['packed', gzipSync(TEXT, { level: 0 })],
  ['as they are', Buffer.from(TEXT)],
])('gives bytes that are %s, however they are cut, from chunks that are overwritten', async (_, bytes) => {
  for (const size of [37, 1000, 70_000]) {
    const parts: Buffer[] = [];
    for await (const part of unzipped('a.gz', inChunks(bytes, size))) parts.push(Buffer.from(part));
    expect(Buffer.concat(parts).toString() === TEXT).toBe(true);
  }
});
