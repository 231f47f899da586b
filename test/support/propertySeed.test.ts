import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertySeed } from './propertySeed.js';

const never = (): number => {
  throw new Error('must not draw');
};

describe('propertySeed', () => {
  it('is the same on every run, unless the run is the long one', () => {
    expect(propertySeed({}, never)).toBe(propertySeed({ COUPLET_TESTS: 'quick' }, never));
    expect(propertySeed({ COUPLET_TESTS: 'long' }, () => 7)).toBe(7);
  });

  it('is what is asked for', () => {
    expect(propertySeed({ COUPLET_SEED: '-12', COUPLET_TESTS: 'long' }, never)).toBe(-12);
    expect(propertySeed({ COUPLET_SEED: '0' }, never)).toBe(0);
  });

  it.each(['', ' ', '1.5', '4294967296', 'x'])('must be an integer of 32 bits, not %j', (given) => {
    expect(() => propertySeed({ COUPLET_SEED: given }, never)).toThrow(
      `COUPLET_SEED: must be an integer of 32 bits, got '${given}'`,
    );
  });

  it('is what properties of this run draw from', () => {
    const { seed } = fc.readConfigureGlobal();
    expect(seed).toBe(Number(process.env.COUPLET_SEED));
    const first = fc.check(fc.property(fc.integer(), () => false));
    expect(first.seed).toBe(seed);
  });
});
