import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenNames } from '../../../../../src/files/trajectories/rows/names/seenNames.js';

describe('SeenNames', () => {
  it('knows the names that came', () => {
    const name = fc.oneof(fc.nat(12).map(String), fc.constantFrom('00', '01', 'a', 'b', 'ab', 'ba', '', '-1'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 40 }), (names) => {
        const seen = new SeenNames();
        const known = new Set<string>();
        for (const next of names) {
          expect(seen.add(next)).toBe(!known.has(next));
          known.add(next);
        }
      }),
    );
  });

  it('grows', () => {
    const seen = new SeenNames();
    const names = Array.from({ length: 5000 }, (_, k) => `patient ${k}`);
    expect(names.every((name) => seen.add(name))).toBe(true);
    expect(names.some((name) => seen.add(name))).toBe(false);
  });
});
