import { describe, expect, it } from 'vitest';
import { oberstSontag } from '../../../src/experiments/oberstSontag/oberstSontag.js';
import { oberstSontagSpecification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import type { OberstSontagData } from '../../../src/experiments/oberstSontag/report/oberstSontagData.js';
import type { OberstSontagTrial } from '../../../src/experiments/oberstSontag/oberstSontagTrial.js';

const main = 'projected, published';

describe('oberstSontag', () => {
  it('plans longer logs first, and no more of them than the plan has repeats', () => {
    const names = (repeats?: number): string[] =>
      (oberstSontag.trials(oberstSontagSpecification, { seed: 3, repeats }) as OberstSontagTrial[]).map(
        ({ name }) => name,
      );
    expect(names(2)).toEqual([
      'episodes-20000-seed-3',
      'episodes-20000-seed-4',
      'episodes-1000-seed-3',
      'episodes-1000-seed-4',
    ]);
    expect(names()).toHaveLength(24);
  });

  it('shows the optimism that the paper found, in its order', async () => {
    const specification = { ...oberstSontagSpecification, settings: oberstSontagSpecification.settings.slice(0, 1) };
    const { settings } = await oberstSontag.run(specification, { name: 'one', seed: 0, episodes: 1000 });
    const { observed, trueValue, endlessModel, modelBased, counterfactual, ...rest } = settings[main];
    expect(trueValue).toBeLessThan(observed);
    expect(observed).toBeLessThan(modelBased);
    expect(modelBased).toBeLessThan(counterfactual);
    expect(trueValue).toBeLessThan(endlessModel);
    expect(endlessModel).toBeLessThan(modelBased);
    const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);
    expect(sum(rest.outcomeProbabilities)).toBeAllClose(1);
    expect(sum(rest.more!.mostFrequentOutcomes)).toBeAllClose(1);
    // Both tables have the observed outcomes in their rows.
    for (const row of [0, 3, 6])
      expect(sum(rest.outcomeProbabilities.slice(row, row + 3))).toBeAllClose(
        sum(rest.more!.mostFrequentOutcomes.slice(row, row + 3)),
      );
    expect(rest.more!.mostFrequentOutcomes).not.toEqual(rest.outcomeProbabilities);
  });

  it('holds out a log of its own, of as many episodes or not', async () => {
    const settings = oberstSontagSpecification.settings.slice(0, 1);
    const specification = { ...oberstSontagSpecification, settings, heldOut: 500, assumptions: [] };
    const result = await oberstSontag.run(specification, { name: 'one', seed: 0, episodes: 500 });
    const { wis, heldOutWis } = result.settings[main];
    expect([wis, heldOutWis]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(heldOutWis).not.toBe(wis);
  });
});

const small = {
  ...oberstSontagSpecification,
  episodes: 80,
  heldOut: 400,
  longerLogs: [{ times: 2, repeats: 1 }],
};
const trials = oberstSontag.trials(small, { seed: 1, repeats: 2 }) as OberstSontagTrial[];
const finished = await Promise.all(
  trials.map(async (trial) => ({ trial, result: await oberstSontag.run(small, trial) })),
);

describe('its report', () => {
  it('repeats a trial exactly, as plain data, and gives other seeds other logs', async () => {
    expect(JSON.parse(JSON.stringify(finished))).toEqual(finished);
    const [long, one, two] = finished.map(({ result }) => result.settings[main]);
    expect(await oberstSontag.run(small, trials[1])).toEqual(finished[1].result);
    const heldOut = Object.values(finished[1].result.settings).map(({ heldOutWis }) => heldOutWis);
    expect(heldOut.some((value) => value !== null)).toBe(true);
    expect(one.observed).not.toBe(two.observed);
    expect(long.more).toBeUndefined();
  });

  it('has every setting and length, and takes the optimism apart', () => {
    const { tables, heading, data } = oberstSontag.report(small, finished);
    expect(heading).toContain('80 trajectories');
    const [figures, frequent, probable, saved, estimates, optimism, bounds] = tables;
    expect(tables).toHaveLength(7);
    expect(figures.rows.map(([label]) => label)).toEqual([
      'observed reward',
      'true value of the target policy',
      'WIS',
      'WIS, held-out log',
      'model-based estimate',
      'counterfactual estimate',
    ]);
    expect(figures.rows[5]).toMatchObject({ 1: '0.9531 [0.9460, 0.9600]', 2: '' });
    expect(frequent.title).toContain('most frequent of 5 draws (as published)');
    expect(probable.title).toContain('exact, another quantity');
    expect(saved.rows[0][1]).toBe('103');
    // Four settings of each length and three limits.
    expect(estimates.rows).toHaveLength(11);
    expect(optimism.rows.map((row) => row.slice(0, 3))).toEqual(estimates.rows.map((row) => row.slice(0, 3)));
    // Four settings, four assumptions each.
    expect(bounds.rows).toHaveLength(16);
    const { settings } = data as OberstSontagData;
    for (const { optimism: parts, modelBased, trueValue } of settings) {
      expect(parts.whole!.mean).toBeAllClose(modelBased!.mean - trueValue!.mean, { atol: 1e-12 });
      expect(parts.whole!.mean).toBeAllClose(parts.finiteLog!.mean + parts.stateSpace!.mean, { atol: 1e-12 });
    }
    for (const { more, counterfactual } of settings.slice(0, 4)) {
      const [none, ...others] = more!.bounds.map(({ lower, upper }) => ({ lower: lower!.mean, upper: upper!.mean }));
      for (const { lower, upper } of others) {
        expect(none.lower).toBeLessThan(lower);
        expect(lower).toBeLessThanOrEqual(counterfactual!.mean);
        expect(counterfactual!.mean).toBeLessThanOrEqual(upper);
        expect(upper).toBeLessThanOrEqual(none.upper);
      }
    }
    expect(settings[4].more).toBeUndefined();
    expect(settings[3].optimism.stateSpace!.mean).toBeAllClose(0, { atol: 1e-12 });
  });
});
