import { expect, it } from 'vitest';
import {
  type OberstSontagQuantity,
  oberstSontag,
  oberstSontagQuantities,
  oberstSontagSpecification,
} from '../../src/experiments/oberstSontag.js';

it('the published figures fall within the spread of 100 repeats', async () => {
  const seeds = Array.from({ length: 100 }, (_, i) => i);
  const trials = await oberstSontag(oberstSontagSpecification, seeds);
  for (const quantity of Object.keys(oberstSontagQuantities) as OberstSontagQuantity[]) {
    const values = trials.map(({ value }) => value[quantity]);
    const { mean } = oberstSontagQuantities[quantity].published;
    // One published data set among 100 of ours: outside their range it would be with probability 2/101 if it were one of them.
    expect(mean).toBeGreaterThan(Math.min(...values));
    expect(mean).toBeLessThan(Math.max(...values));
  }
});
