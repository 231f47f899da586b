import { describe, expect, it } from 'vitest';
import { sampledReport } from '../../src/report/sampledReport.js';
import { episodeName } from '../../src/trajectories/trajectories.js';
import { sepsisReport } from '../support/report/reports.js';

describe('sampledReport', () => {
  it('leaves a small report as it is', async () => {
    const report = await sepsisReport();
    expect(sampledReport(report)).toBe(report);
  });

  it('keeps the figures of those it draws, and those over all', async () => {
    const report = await sepsisReport();
    const sample = sampledReport(report, 40);
    expect([sample.log.nEpisodes, sample.about.sampledFrom]).toEqual([40, 60]);
    const places = Array.from({ length: 40 }, (_, i) => Number(episodeName(sample.log, i)));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    sample.policies.forEach(({ counterfactuals, bounds }, p) => {
      counterfactuals.forEach(({ evaluation, summary }, m) => {
        const all = report.policies[p].counterfactuals[m];
        expect(summary.effect).toEqual(all.summary.effect);
        expect(Array.from(evaluation.effect)).toEqual(places.map((e) => all.evaluation.effect[e]));
        const nOutcomes = report.mdp.outcomes.length;
        expect(Array.from(evaluation.outcomeProbability.subarray(nOutcomes, 2 * nOutcomes))).toEqual(
          Array.from(all.evaluation.outcomeProbability.subarray(places[1] * nOutcomes, (places[1] + 1) * nOutcomes)),
        );
        expect(summary.mostHelped.map((i) => places[i])).toEqual(all.summary.mostHelped);
      });
      expect(Array.from(bounds[0].upper)).toEqual(places.map((e) => report.policies[p].bounds[0].upper[e]));
    });
    const [glucose] = sample.observedOnly;
    const whole = report.observedOnly[0].level;
    const { episodeStart, state } = report.log;
    expect(glucose.level[sample.log.episodeStart[5]]).toBe(whole[episodeStart[places[5]]]);
    expect(glucose.level[sample.log.state.length + 5]).toBe(whole[state.length + places[5]]);
  });
});
