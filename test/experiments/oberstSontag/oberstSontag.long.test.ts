import { expect, it } from 'vitest';
import { oberstSontag } from '../../../src/experiments/oberstSontag/oberstSontag.js';
import { oberstSontagSpecification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import type { SettingResult } from '../../../src/experiments/oberstSontag/oberstSontagTrial.js';
import { quantities, quantityNames } from '../../../src/experiments/oberstSontag/publishedFigures.js';

it('the published figures fall within the spread of 100 repeats', async () => {
  const specification = { ...oberstSontagSpecification, settings: oberstSontagSpecification.settings.slice(0, 1) };
  const results: SettingResult[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const { settings } = await oberstSontag.run(specification, { name: String(seed), seed, episodes: 1000 });
    results.push(settings['projected, published']);
  }
  for (const name of quantityNames) {
    const values = results.map((result) => result[name]).filter((value) => value !== null);
    const { oneLog, repeats } = quantities[name];
    // One published data set among 100 of ours: outside their range it would be with probability 2/101 if it were one
    // of them.
    for (const { mean } of [oneLog, repeats].filter((figure) => figure !== undefined)) {
      expect(mean).toBeGreaterThan(Math.min(...values));
      expect(mean).toBeLessThan(Math.max(...values));
    }
  }
});
