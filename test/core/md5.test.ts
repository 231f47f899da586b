import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { md5 } from '../../src/core/md5.js';

function hex(text: string): string {
  const words = md5(text);
  return Buffer.from(words.buffer).toString('hex');
}

describe('md5', () => {
  it('is the digest of RFC 1321', () => {
    expect(hex('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(hex('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
  });

  it('is that of any text, short or long, in any script', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 90 })), (text) => {
        expect(hex(text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'));
      }),
    );
  });
});
