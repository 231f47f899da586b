import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArgumentError } from '../../src/core/errors.js';
import { withOverrides } from '../../src/core/parameters.js';

const schema = z.object({
  discount: z.coerce.number().min(0).max(1).default(0.99),
  name: z.string().default('ward'),
  weights: z.array(z.number()).default([1, 2]),
  slip: z.object({ chance: z.number().min(0) }).default({ chance: 0.1 }),
});

const defaults = { discount: 0.99, name: 'ward', weights: [1, 2], slip: { chance: 0.1 } };

const message = (overrides: Record<string, unknown>, of: z.ZodObject = schema): string => {
  try {
    withOverrides('env test', of, overrides);
  } catch (error) {
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
  return 'no error';
};

describe('withOverrides', () => {
  it('starts from the defaults', () => {
    expect(withOverrides('env test', schema)).toEqual(defaults);
    expect(withOverrides('env test', schema, {})).toEqual(defaults);
    expect(withOverrides('env test', schema, { name: undefined })).toEqual(defaults);
  });

  it('changes what the overrides name', () => {
    const changed = withOverrides('env test', schema, { discount: 0, weights: [] });
    expect(changed).toEqual({ ...defaults, discount: 0, weights: [] });
  });

  it('takes strings where the schema coerces them, as from a command line', () => {
    expect(withOverrides('env test', schema, { discount: '0.5' }).discount).toBe(0.5);
    expect(message({ slip: { chance: '0.5' } })).toMatch(/slip\.chance: .*expected number.*, got '0.5'$/);
  });

  it('applies a transformation once', () => {
    const inPercent = z.object({
      chance: z
        .number()
        .transform((percent) => percent / 100)
        .default(0.5),
    });
    expect(withOverrides('env test', inPercent)).toEqual({ chance: 0.5 });
    expect(withOverrides('env test', inPercent, { chance: 20 })).toEqual({ chance: 0.2 });
  });

  it('freezes the record and all that is in it', () => {
    const record = withOverrides('env test', schema, { weights: [3] });
    for (const part of [record, record.weights, record.slip]) expect(part).toSatisfy(Object.isFrozen);
    expect(() => Object.assign(record, { discount: 2 })).toThrow(TypeError);
    expect(withOverrides('env test', schema)).toSatisfy(Object.isFrozen);
  });

  it('leaves the overrides alone: neither changed nor frozen', () => {
    const overrides = { weights: [3], slip: { chance: 0.2 } };
    withOverrides('env test', schema, overrides);
    for (const part of [overrides, overrides.weights, overrides.slip]) expect(part).not.toSatisfy(Object.isFrozen);
    expect(overrides).toEqual({ weights: [3], slip: { chance: 0.2 } });
  });

  it('lists the parameters there are when one is unknown', () => {
    expect(message({ gamma: 1 })).toBe("env test: parameters are discount, name, weights, slip, got 'gamma'");
    expect(message({ toString: 1 })).toMatch(/got 'toString'$/);
    expect(message({ gamma: 1 }, z.object({}))).toBe("env test: parameters are (none), got 'gamma'");
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ discount: 2 }, /^env test: discount: .*<=1, got 2$/],
    [{ discount: NaN }, /^env test: discount: .*expected number.*, got NaN$/],
    [{ discount: -Infinity }, /^env test: discount: .*, got -Infinity$/],
    [{ discount: 'half' }, /^env test: discount: .*expected number.*, got 'half'$/],
    [{ name: 3 }, /^env test: name: .*expected string.*, got 3$/],
    [{ name: null }, /^env test: name: .*expected string.*, got null$/],
    [{ weights: [1, 'x'] }, /^env test: weights\.1: .*expected number.*, got 'x'$/],
    [{ slip: { chance: -1 } }, /^env test: slip\.chance: .*>=0, got -1$/],
    [{ slip: {} }, /^env test: slip\.chance: .*, got undefined$/],
    [{ slip: [1] }, /^env test: slip: .*expected object.*, got \[1\]$/],
  ])('names the field, the requirement and the value of %j', (overrides, expected) => {
    expect(message(overrides)).toMatch(expected);
  });

  it('reports a requirement on several fields together', () => {
    const ordered = z
      .object({ low: z.number().default(0), high: z.number().default(1) })
      .refine(({ low, high }) => low <= high, 'low must not exceed high');
    expect(message({ low: 2 }, ordered)).toBe('env test: low must not exceed high, got {"low":2}');
  });
});
