import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Literal } from '../../../../../src/files/trajectories/text/json/literal.js';

const TEXT = ',"propensity":';

test.prop([fc.integer({ min: 4, max: TEXT.length }), fc.nat(5), fc.nat(20), fc.nat(3)])(
  'a text is found where all its bytes are, and nowhere else',
  (length, before, place, after) => {
    const text = TEXT.slice(0, length);
    const bytes = Buffer.from('.'.repeat(before) + text + '.'.repeat(after));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const literal = new Literal(text);
    expect(literal.length).toBe(length);
    expect(literal.isAt(view, before)).toBe(true);
    expect(literal.isAt(view, before + 1)).toBe(false);
    if (place >= bytes.length) return;
    bytes[place] ^= 1;
    expect(literal.isAt(view, before)).toBe(place < before || place >= before + length);
  },
);
