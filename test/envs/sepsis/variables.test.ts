import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { N_FULL, stateIndex, variablesOf } from '../../../envs/sepsis/variables.js';
import { ArgumentError } from '../../../src/core/errors.js';

const normal = {
  diabetic: 0,
  hr: 1,
  sysbp: 1,
  o2: 1,
  glucose: 2,
  antibiotics: 0,
  vasopressors: 0,
  ventilation: 0,
};

describe('stateIndex', () => {
  it('is mixed radix, most significant first', () => {
    // Place values 720, 240, 80, 40, 8, 4, 2, 1.
    expect(stateIndex(normal)).toBe(240 + 80 + 40 + 2 * 8);
    expect(stateIndex({ ...normal, diabetic: 1 })).toBe(720 + 376);
    expect(stateIndex({ ...normal, antibiotics: 1 })).toBe(376 + 4);
    expect(stateIndex({ ...normal, vasopressors: 1 })).toBe(376 + 2);
    expect(stateIndex({ ...normal, ventilation: 1 })).toBe(376 + 1);
    const mixed = { diabetic: 1, hr: 0, sysbp: 2, o2: 1, glucose: 4, antibiotics: 1, vasopressors: 0, ventilation: 1 };
    expect(stateIndex(mixed)).toBe(957);
  });

  it.each([
    [{ hr: 3 }, 'stateIndex: hr must be an integer from 0 to 2, got 3'],
    [{ o2: 2 }, 'stateIndex: o2 must be an integer from 0 to 1, got 2'],
    [{ glucose: -1 }, 'stateIndex: glucose must be an integer from 0 to 4, got -1'],
    [{ sysbp: 0.5 }, 'stateIndex: sysbp must be an integer from 0 to 2, got 0.5'],
    [{ diabetic: NaN }, 'stateIndex: diabetic must be an integer from 0 to 1, got NaN'],
  ])('refuses %o', (change, message) => {
    expect(() => stateIndex({ ...normal, ...change })).toThrow(new ArgumentError(message));
  });
});

describe('variablesOf', () => {
  it('is the inverse of stateIndex', () => {
    for (let s = 0; s < N_FULL; s++) expect(stateIndex(variablesOf(s))).toBe(s);
  });

  const bit = fc.nat({ max: 1 });
  const level = fc.nat({ max: 2 });
  const variables = fc.record({
    diabetic: bit,
    hr: level,
    sysbp: level,
    o2: bit,
    glucose: fc.nat({ max: 4 }),
    antibiotics: bit,
    vasopressors: bit,
    ventilation: bit,
  });
  test.prop([variables])('gives back what was numbered', (v) => {
    expect(variablesOf(stateIndex(v))).toEqual(v);
  });

  it.each([-1, 1440, 0.5, NaN])('refuses %d', (state) => {
    expect(() => variablesOf(state)).toThrow(
      new ArgumentError(`variablesOf: state must be an integer from 0 to 1439, got ${state}`),
    );
  });
});
