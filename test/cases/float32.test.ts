import { describe, expect, it } from 'vitest';
import { readCase, refusalOf, saidOf } from './readCase.js';

const FOLDER = 'float32';

describe('propensities', () => {
  it('of 32 bits sum to 1 once they are read, which is said', async () => {
    const log = await readCase(`${FOLDER}/f32full.csv`);
    const { propensity = new Float64Array(), propensities = new Float64Array(), action } = log;
    expect(propensities.length).toBe(3 * 60);
    for (let i = 0; i < 60; i++) {
      const row = propensities.slice(3 * i, 3 * i + 3);
      expect(row.reduce((sum, p) => sum + p, 0)).toBeAllClose(1, { rtol: 1e-15 });
      expect(propensity[i]).toBe(row[action[i]]);
    }
    expect(await saidOf(`${FOLDER}/f32full.csv`)).toEqual([
      '60 rows of probabilities summed to 1 only to within 4.5e-8, by rounding: divided by their sums',
    ]);
  });

  it('above 1 by rounding are 1, which is said', async () => {
    const { propensity = new Float64Array() } = await readCase(`${FOLDER}/f32over.csv`);
    expect(Math.max(...propensity)).toBe(1);
    expect(await saidOf(`${FOLDER}/f32over.csv`)).toEqual(['30 propensities were above 1 by rounding: taken as 1']);
  });

  it('of the action taken, or all 1, are as they are', async () => {
    const { propensity } = await readCase(`${FOLDER}/f32taken.csv`);
    expect(propensity?.[0]).toBe(Math.fround(0.4855479896068573));
    expect((await readCase(`${FOLDER}/ones.csv`)).propensity).toEqual(new Float64Array(60).fill(1));
    expect((await readCase(`${FOLDER}/ok.csv`)).propensity).toBeUndefined();
    for (const name of ['f32taken', 'ones', 'ok']) expect(await saidOf(`${FOLDER}/${name}.csv`)).toEqual([]);
  });

  it('that are densities are refused, and can be left alone', async () => {
    expect(await refusalOf(`${FOLDER}/density.csv`)).toBe(
      "density.csv:2: propensity must be in (0, 1], got '2.1528749465942383' - a density is no probability: leave it alone by --no-propensity",
    );
    const left = await readCase(`${FOLDER}/density.csv`, { propensity: false });
    expect(left).toEqual(await readCase(`${FOLDER}/ok.csv`));
  });

  it('that are logarithms are asked for, and read', async () => {
    expect(await saidOf(`${FOLDER}/logp.csv`)).toEqual([
      "column 'action_logp' is left alone: if it holds the logarithm of the probability of the action taken, say --column log_propensity=action_logp",
    ]);
    expect(await refusalOf(`${FOLDER}/logp.csv`, { columns: { propensity: 'action_logp' } })).toBe(
      "logp.csv:2: action_logp must be in (0, 1], got '-0.72247713804245' - if these are logarithms, say --column log_propensity=action_logp; --no-propensity leaves them alone",
    );
    const { propensity = [] } = await readCase(`${FOLDER}/logp.csv`, { columns: { log_propensity: 'action_logp' } });
    expect(propensity[0]).toBeAllClose(Math.exp(-0.72247713804245), { rtol: 1e-15 });
    const taken = await readCase(`${FOLDER}/f32taken.csv`);
    expect([...propensity]).toBeAllClose([...(taken.propensity ?? [])], { rtol: 1e-6 });
  });
});
