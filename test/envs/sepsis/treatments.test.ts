import { describe, expect, it } from 'vitest';
import { actionIndex, treatmentsOf } from '../../../envs/sepsis/treatments.js';
import { ArgumentError } from '../../../src/core/errors.js';

describe('actionIndex', () => {
  it('counts antibiotics 4, ventilation 2, vasopressors 1', () => {
    expect(actionIndex({ antibiotics: 1, ventilation: 0, vasopressors: 0 })).toBe(4);
    expect(actionIndex({ antibiotics: 0, ventilation: 1, vasopressors: 0 })).toBe(2);
    expect(actionIndex({ antibiotics: 0, ventilation: 0, vasopressors: 1 })).toBe(1);
    expect(actionIndex({ antibiotics: 1, ventilation: 0, vasopressors: 1 })).toBe(5);
  });

  it('refuses what is not 0 or 1', () => {
    expect(() => actionIndex({ antibiotics: 0, ventilation: 2, vasopressors: 0 })).toThrow(
      new ArgumentError('actionIndex: ventilation must be 0 or 1, got 2'),
    );
  });
});

describe('treatmentsOf', () => {
  it('is the inverse of actionIndex', () => {
    expect(Array.from({ length: 8 }, (_, a) => actionIndex(treatmentsOf(a)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(treatmentsOf(6)).toEqual({ antibiotics: 1, ventilation: 1, vasopressors: 0 });
  });

  it.each([-1, 8, 0.5])('refuses %d', (action) => {
    expect(() => treatmentsOf(action)).toThrow(
      new ArgumentError(`treatmentsOf: action must be an integer from 0 to 7, got ${action}`),
    );
  });
});
