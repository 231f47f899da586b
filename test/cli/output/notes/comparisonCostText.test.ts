import { describe, expect, it } from 'vitest';
import { comparisonCostText } from '../../../../src/cli/output/notes/comparisonCostText.js';

describe('what a comparison is said to cost', () => {
  const options = { mechanisms: 5, bound: true };

  it('is said of 20,000 states', () => {
    const text = comparisonCostText({ pairs: 4e8, cells: 30, bytes: 17 * 4e8 }, 20, options);
    expect(text).toContain('for each of 5 mechanisms and for the bound, which takes longest: up to 4.0e+8 pairs');
    expect(text).toContain('6.3 GiB of tables; --no-bound leaves that out');
    const without = comparisonCostText({ pairs: 4e8, cells: 30, bytes: 17 * 4e8 }, 20, { mechanisms: 1, bound: false });
    expect(without).toContain('for each of 1 mechanism: up to');
    expect(without).not.toContain('bound');
  });

  it('is not worth a line for sepsis', () => {
    expect(comparisonCostText({ pairs: 144 ** 2, cells: 100, bytes: 17 * 146 ** 2 }, 20, options)).toBeUndefined();
  });
});
