import { describe, expect, it } from 'vitest';
import { chosenDiscount, discountText } from '../../../src/cli/input/chosenDiscount.js';
import type { Policy } from '../../../src/mdp/policy.js';

const found = (discount?: number): Policy => ({
  nStates: 1,
  nActions: 1,
  probability: Float64Array.of(1),
  ...(discount !== undefined && { discount }),
});
const named = (...discounts: (number | undefined)[]): { name: string; policy: Policy }[] =>
  discounts.map((discount, i) => ({ name: `${i}.json`, policy: found(discount) }));

describe('chosenDiscount', () => {
  it("is the one given, else the policy's, else 1", () => {
    expect(chosenDiscount(0.5, named(0.9))).toEqual({ discount: 0.5, discountFrom: '--discount' });
    expect(chosenDiscount(undefined, named(0.9))).toEqual({ discount: 0.9, discountFrom: 'the policy' });
    expect(chosenDiscount(undefined, named(undefined))).toEqual({ discount: 1, discountFrom: 'default' });
    expect(discountText(chosenDiscount(undefined, named(0.9)))).toBe('discount 0.9 (the policy)');
  });

  it('does for several policies that agree, or do not say', () => {
    expect(chosenDiscount(undefined, named(undefined, 0.9, 0.9)).discount).toBe(0.9);
    expect(() => chosenDiscount(undefined, named(0.9, undefined, 0.99))).toThrow(
      '--discount: values at different discounts do not compare, and 0.json was found at 0.9, 2.json at 0.99 - name the one to compare them at',
    );
    expect(chosenDiscount(1, named(0.9, 0.99)).discount).toBe(1);
  });
});
