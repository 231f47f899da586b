import { describe, expect, it } from 'vitest';
import { plainReport, sepsisReport, tinyReport } from './reports.js';

describe('reports for tests', () => {
  it('have patients, policies and mechanisms', async () => {
    const { log, policies, mechanisms, mdp } = await sepsisReport();
    expect([log.nEpisodes, policies.length, mechanisms.length]).toEqual([60, 2, 4]);
    expect(mdp.variables?.map(({ name }) => name)).toEqual(['heart rate', 'blood pressure', 'oxygen']);
    for (const { counterfactuals, bounds, truth } of policies)
      expect([counterfactuals.length, bounds.length, truth!.outcomes.length]).toEqual([4, 4, 3]);
  });

  it('have one of numbers alone', async () => {
    const { mdp, log, policies, about } = await plainReport();
    expect([mdp.variables, mdp.actionParts, mdp.actionLabels, about.env]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
    expect(new Set(log.terminated)).toEqual(new Set([0]));
    expect(policies[0].counterfactuals[0].evaluation.nEpisodes).toBe(log.nEpisodes);
  });

  it('have one of three episodes', async () => {
    expect((await tinyReport()).log.nEpisodes).toBe(3);
  });
});
