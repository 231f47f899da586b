import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { normalQuantile } from '../../../src/core/statistics/normalQuantile.js';
import { adviceTerms } from '../../../src/honest/improve/adviceTerms.js';
import { adviceCandidates, policyCandidate } from '../../../src/honest/improve/candidates.js';
import { choiceRecord } from '../../../src/honest/improve/choiceRecord.js';
import { improve } from '../../../src/honest/improve/improve.js';
import { splitParts } from '../../../src/trajectories/episodeParts.js';
import { vetoAdvice } from '../../../src/honest/improve/vetoAdvice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

const env = createEnv('sepsis');
const model = env.exactModel!();
const logBy = (epsilon: number, episodes: number) =>
  projectTrajectories(
    simulate(createRng(1), env, createPolicy('physician', model, { epsilon }), {
      episodes,
      horizon: 20,
      propensities: 'all',
    }),
    env,
    'projected',
  );
const log = logBy(0.05, 600);
const found = improve(createRng(1), log, { leastReturn: -1 });

describe('improve', () => {
  it('chooses the candidate of the greatest lower bound, and learns it anew from the whole log', () => {
    const { winner, candidates, advice } = found;
    expect(winner!.lower).toBe(Math.max(...candidates.map(({ lower }) => lower)));
    expect(winner!.lower).toBeGreaterThan(0);
    const { learn } = adviceCandidates.find(({ name }) => name === winner!.name)!;
    expect(advice.probability).toEqual(learn(choiceRecord(log, 1)).probability);
    expect([advice.space, advice.discount, found.tested, found.nJudged]).toEqual(['projected', 1, 'folds', 600]);
  });

  it('prefers a greater lower bound to a greater gain', () => {
    const candidates = ['veto 0.01 common', 'veto 0.02 common'].map((name) =>
      adviceCandidates.find((candidate) => candidate.name === name)!,
    );
    const { winner, candidates: judged } = improve(createRng(1), log, { leastReturn: -1, candidates });
    expect(judged[1].gain).toBeGreaterThan(judged[0].gain);
    expect(winner).toEqual(judged[0]);
  });

  it('has the bound of the winner also at the level that allows for a choice among all', () => {
    const { winner, adjustedLower, candidates } = found;
    const z = -normalQuantile(0.05 / candidates.length);
    expect(adjustedLower).toBeAllClose(winner!.gain - z * winner!.standardError, { rtol: 1e-9 });
    expect(winner!.lower).toBeAllClose(winner!.gain - normalQuantile(0.95) * winner!.standardError, { rtol: 1e-9 });
  });

  it('judges by what was not learned from, and for a split gives the very advice that was judged', () => {
    const candidate = adviceCandidates[3];
    const split = improve(createRng(2), log, { leastReturn: -1, split: 0.5, candidates: [candidate], level: 0.6 });
    const [{ learn, judge }] = splitParts(createRng(2), log, { share: 0.5 });
    const record = choiceRecord(log, 1, learn);
    const advice = vetoAdvice(record, 0.02, 'mode');
    const { gain } = adviceTerms(log, advice, judge, {
      leastReturn: -1,
      clip: 20,
      discount: 1,
      baseline: record.stateReturn,
    });
    expect(split.candidates[0].gain).toBeAllClose(gain.reduce((a, b) => a + b) / gain.length, { rtol: 1e-12 });
    expect(split.winner).toEqual(split.candidates[0]);
    expect(split.advice.probability).toEqual(advice.probability);
    expect([split.tested, split.nJudged]).toEqual(['split', judge.length]);
  });

  it('keeps the clinician where no bound is above 0', () => {
    const kept = improve(createRng(1), logBy(0, 300), { leastReturn: -1 });
    expect([kept.winner, kept.adjustedLower]).toEqual([undefined, undefined]);
    expect(kept.advice.probability).toEqual(identityAdvice(146, 8).probability);
    expect(kept.changes).toMatchObject({ changes: [], replaced: 0 });
    expect(kept.candidates).toHaveLength(adviceCandidates.length);
  });

  it('judges a policy of the user beside the rules', () => {
    const behaviour = createPolicy('behaviour', log);
    const candidates = [...adviceCandidates, policyCandidate('harmful', createPolicy('uniform', log))];
    const { candidates: judged, winner } = improve(createRng(1), log, { leastReturn: -1, candidates });
    expect(judged.slice(0, -1)).toEqual(found.candidates);
    expect(judged.at(-1)!.gain).toBeLessThan(0);
    expect(winner!.name).toBe(found.winner!.name);
    expect(() => policyCandidate('soft-spibb', behaviour)).toThrow("name must not be that of a rule, got 'soft-spibb'");
  });

  it('says what the log earned and what would have changed', () => {
    const returns = episodeReturns(log);
    expect(found.clinician.mean).toBeAllClose(returns.reduce((a, b) => a + b) / 600, { rtol: 1e-12 });
    expect(found.changes.decisions).toBe(log.state.length);
    expect(found.changes.replaced).toBeGreaterThan(0);
  });

  it('takes the discount into the returns', () => {
    const { clinician, advice } = improve(createRng(1), log, { leastReturn: -1, discount: 0.9 });
    expect(clinician.mean).toBeLessThan(found.clinician.mean);
    expect(advice.discount).toBe(0.9);
  });

  it('refuses options out of bounds, and logs without the probabilities of all actions', () => {
    const { propensities, ...taken } = log;
    expect(propensities).toBeDefined();
    const run =
      (options: object, of = log) =>
      () =>
        improve(createRng(1), of, { leastReturn: -1, ...options });
    expect(run({}, taken)).toThrow('advice that does harm passes for better');
    expect(run({ leastReturn: NaN })).toThrow('improve: leastReturn must be finite, got NaN');
    expect(run({ leastReturn: 0 })).toThrow('returns must be at least the least possible, 0, got -1');
    expect(run({ folds: 3, split: 0.5 })).toThrow('improve: folds must be left out beside split');
    expect(run({ folds: 1 })).toThrow('improve: folds: Too small');
    expect(run({ split: 1 })).toThrow('improve: split: Too big');
    expect(run({ level: 0.5 })).toThrow('improve: level: Too small');
    expect(run({ clip: 0.5 })).toThrow('improve: clip: Too small');
    expect(run({ candidates: [] })).toThrow('candidates must be at least one, got none');
    expect(run({ candidates: [adviceCandidates[0], adviceCandidates[0]] })).toThrow(
      "candidates must have different names, got 'veto 0.01 mode' twice",
    );
  });
});
