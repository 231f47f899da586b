import { describe, expect, it } from 'vitest';
import { oberstSontag, oberstSontagSpecification } from '../../src/experiments/oberstSontag.js';

describe('oberstSontag', () => {
  it('repeats a trial exactly, and gives other seeds other data', async () => {
    const specification = { ...oberstSontagSpecification, episodes: 200 };
    const [first, second] = await oberstSontag(specification, [1, 2]);
    expect(await oberstSontag(specification, [1])).toEqual([first]);
    expect(second.value).not.toEqual(first.value);
  });

  it('shows the optimism that the paper found, in its order', async () => {
    const [{ value, outcomeTable }] = await oberstSontag(oberstSontagSpecification, [0]);
    expect(value.trueValue).toBeLessThan(value.observed);
    expect(value.observed).toBeLessThan(value.modelBased);
    expect(value.modelBased).toBeLessThan(value.counterfactual);
    expect(outcomeTable.reduce((sum, share) => sum + share, 0)).toBeAllClose(1);
  });
});
