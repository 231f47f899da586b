import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { Page } from '../../src/page/Page.js';
import { contentsOf } from '../../src/page/contentsOf.js';
import { kickerWords } from '../../src/report/captions/answerWords.js';
import { patientsCsv } from '../../src/report/downloads/patientsCsv.js';
import { reportJson } from '../../src/report/downloads/reportJson.js';
import { sampledReport } from '../../src/report/sampledReport.js';
import { episodeName } from '../../src/trajectories/trajectories.js';
import { rendered } from '../page/rendered.js';
import { sepsisReport } from '../support/report/reports.js';

describe('sampledReport', () => {
  it('leaves a small report as it is', async () => {
    const report = await sepsisReport();
    expect(sampledReport(report)).toBe(report);
  });

  it('keeps the figures of those it draws, and those over all', async () => {
    const report = await sepsisReport();
    const sample = sampledReport(report, 40);
    expect(sample.log.nEpisodes).toBe(40);
    expect(sample.about.sampledFrom).toEqual({ episodes: 60, steps: report.log.action.length });
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

  it('tells in which levels those it draws ended', async () => {
    const report = await sepsisReport();
    const sample = sampledReport(report, 40);
    const places = Array.from({ length: 40 }, (_, i) => Number(episodeName(sample.log, i)));
    expect(sample.endLevels!.map((levels) => Array.from(levels))).toEqual(
      report.endLevels!.map((levels) => places.map((e) => levels[e])),
    );
  });

  it('draws by the seed', async () => {
    const report = await sepsisReport();
    const drawn = (seed: number): readonly string[] => {
      const { log } = sampledReport({ ...report, about: { ...report.about, seed } }, 40);
      return Array.from({ length: 40 }, (_, i) => episodeName(log, i));
    };
    expect(drawn(2)).toEqual(drawn(2));
    expect(drawn(2)).not.toEqual(drawn(3));
  });

  it('leaves no figure over all to the sample, and says that it is one', async () => {
    const report = await sepsisReport();
    const sample = sampledReport(report, 40);
    const [all, some] = [report, sample].map((one) => JSON.parse(reportJson(one)) as JsonOfReport);
    for (const [p, { mechanisms }] of all.policies.entries())
      for (const [m, { length, thinShare }] of mechanisms.entries())
        expect(some.policies[p].mechanisms[m]).toMatchObject({ length, thinShare });
    expect(kickerWords(sample)).toBe(kickerWords(report));
    expect(sample.about.notes).toEqual([expect.stringMatching(/^This page holds 40 of the 60 patients, /)]);
    expect(patientsCsv(sample, 0)).toContain('"sampledFrom":{"episodes":60,');
    const contents = await contentsOf(sample);
    const text = rendered(contents, h(Page, { contents }));
    expect(text).toContain('This page holds 40 of the 60 patients');
    const died = report.policies[0].counterfactuals[0].evaluation.observedOutcome.filter((o) => o === 1).length;
    expect(text).toContain(`Of ${died} patients ${report.words.outcomes[1].share}: would have been `);
  });
});

interface JsonOfReport {
  readonly policies: readonly {
    readonly mechanisms: readonly { readonly length: unknown; readonly thinShare: number }[];
  }[];
}
