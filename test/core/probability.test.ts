import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { checkProbabilities, probabilityFault } from '../../src/core/probability.js';
import { probabilityVector } from '../support/generators.js';

const vector = fc.integer({ min: 1, max: 10 }).chain(probabilityVector);

describe('probabilityFault', () => {
  test.prop([vector])('finds none in a distribution', (p) => {
    expect(probabilityFault(p)).toBeUndefined();
  });

  it.each([[[1]], [[0, 1, -0]], [[0.25, 0.75]], [[0.5, 0.5 + 0.9e-9]], [[0.5, 0.5 - 0.9e-9]]])('accepts %j', (p) => {
    expect(probabilityFault(p)).toBeUndefined();
  });

  it.each<[number[], string]>([
    [[0.5, -0.1, 0.6], 'probabilities must be from 0 to 1, got -0.1 at index 1'],
    [[0.5, 1.5, -1], 'probabilities must be from 0 to 1, got 1.5 at index 1'],
    [[1, NaN], 'probabilities must be from 0 to 1, got NaN at index 1'],
    [[Infinity], 'probabilities must be from 0 to 1, got Infinity at index 0'],
    [[0.5, 0.25], 'probabilities must sum to 1, got 0.75 - divide them by their sum'],
    [[1, 1], 'probabilities must sum to 1, got 2 - divide them by their sum'],
    [[], 'probabilities must sum to 1, got 0 - divide them by their sum'],
  ])('says what is wrong with %j', (p, fault) => {
    expect(probabilityFault(p)).toBe(fault);
  });

  it('allows a sum 1e-9 from 1 and no more', () => {
    expect(probabilityFault([0.5, 0.5 + 1.1e-9])).toMatch(/must sum to 1/);
    expect(probabilityFault([0.5, 0.5 - 1.1e-9])).toMatch(/must sum to 1/);
  });

  test.prop([vector, fc.nat(), fc.oneof(fc.constant(NaN), fc.double({ max: -1e-12, noNaN: true }))])(
    'names the first entry that is wrong',
    (p, at, wrong) => {
      const index = at % p.length;
      p[index] = wrong;
      expect(probabilityFault(p)).toBe(`probabilities must be from 0 to 1, got ${wrong} at index ${index}`);
    },
  );
});

describe('checkProbabilities', () => {
  it('passes a distribution', () => {
    checkProbabilities('gumbelMax: p', Float64Array.of(0.5, 0.5));
  });

  it('opens the message with the place', () => {
    const check = (): void => {
      checkProbabilities('gumbelMax: p', Float64Array.of(0.5, 2));
    };
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow('gumbelMax: p: probabilities must be from 0 to 1, got 2 at index 1');
  });
});
