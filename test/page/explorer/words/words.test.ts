import { describe, expect, it } from 'vitest';
import { decisionCases, decisionGain, decisionSentence } from '../../../../src/page/explorer/words/decisionWords.js';
import { policyWords, whereWords } from '../../../../src/page/explorer/words/momentWords.js';
import { planWarnings, restsOn } from '../../../../src/page/explorer/words/planWarnings.js';
import { stateChanges } from '../../../../src/page/explorer/words/stateChanges.js';
import type { Here } from '../../../../src/page/state/compute/moment.js';
import { tinyReport } from '../../patient/tinyCourse.js';

const NB = '\u00a0';
const { words } = tinyReport;
const here = (to: Partial<Here>): Here =>
  ({ state: 0, share: 1, action: 1, policy: Float64Array.of(0, 1), ...to }) as Here;
const seen = { state: 0, action: 1 };

describe('whereWords', () => {
  it('tells the state once where it is the same', () => {
    expect(whereWords({ t: 0, going: 1, seen, here: here({}) }, words)).toEqual({
      was: 'Was: pulse low.',
      would: 'Would be: the same.',
    });
  });

  it('tells another state and how likely it is, after the log too', () => {
    expect(whereWords({ t: 1, going: 1, seen, here: here({ state: 1, share: 0.25 }) }, words)).toEqual({
      was: 'Was: pulse low.',
      would: `Would be, most likely: pulse high (25${NB}%).`,
    });
    expect(whereWords({ t: 3, going: 1, here: here({ state: 1 }) }, words)).toEqual({
      would: 'Would be: pulse high.',
      note: 'The log has ended by this step.',
    });
  });

  it('says that a run has ended', () => {
    expect(whereWords({ t: 2, going: 0, seen }, words).note).toContain('By step 2 this run has ended');
  });
});

describe('policyWords', () => {
  it('tells chances where there are any', () => {
    expect(policyWords(here({}), words.actions)).toBe('the drug');
    expect(policyWords(here({ policy: Float64Array.of(0.25, 0.75) }), words.actions)).toBe(
      `the drug 75${NB}%, nothing 25${NB}%`,
    );
  });
});

describe('stateChanges', () => {
  it('tells variables that change, ends by name, and all where that is not enough', () => {
    expect(stateChanges(tinyReport, 0, [0, 1, 2])).toEqual(['no change', 'pulse high', 'dead']);
    const twins = {
      ...tinyReport.mdp,
      terminal: Uint8Array.of(0, 0, 0, 0),
      variables: [{ name: 'v', levels: ['a'], level: [0, 0, 0, 0] }],
    };
    expect(stateChanges({ ...tinyReport, mdp: twins }, 0, [0, 1])).toEqual(['pulse low', 'pulse high']);
  });
});

describe('planWarnings', () => {
  const course = {
    horizon: 2,
    // Half of the run goes on at the second step.
    marginals: Float64Array.of(1, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 1, 0),
    thinMass: Float64Array.of(0, 0.3),
    unseenMass: Float64Array.of(0, 0.15),
  };

  it('shares out the steps of the run', () => {
    const { thin, unseen } = restsOn(tinyReport.mdp, course);
    expect([thin, unseen]).toBeAllClose([0.2, 0.1]);
  });

  it('tells what the step and the run rest on, and nothing of a step as it was', () => {
    const report = { ...tinyReport, mdp: { ...tinyReport.mdp, source: { unseen: 'death' } } };
    expect(planWarnings(report, course, { seen: { state: 0, action: 0 }, here: here({ cases: 0 }) })).toEqual([
      `Never tried in this state in the log: the model supposes that the ${words.noun.one} is dead then.`,
      `20${NB}% of the steps of this run rest on at most two logged cases, 10${NB}% of them on none.`,
    ]);
    const none = { horizon: 2, marginals: course.marginals };
    expect(planWarnings(report, none, { seen, here: here({ cases: 0 }) })).toEqual([]);
    expect(planWarnings(report, none, { here: here({ cases: 2 }) })[0]).toContain('twice in the whole log');
  });
});

describe('the one decision in words', () => {
  const decision = {
    kind: 'change' as const,
    change: { step: 7, given: 0, action: 1, state: 0, cases: 1 },
    ...{ gain: 0.98, leastGain: 0.21, chance: 0.62, chanceAsWas: 0, good: [2] },
  };

  it('says what, for what, and how sure', () => {
    expect(decisionSentence(decision, words)).toBe(
      `At step 7, the drug instead of nothing: 62${NB}% ${words.outcomes[2].share}, against 0${NB}% as it was.`,
    );
    expect(decisionSentence({ ...decision, good: [] }, words)).toBe('At step 7, the drug instead of nothing.');
    expect(decisionGain(decision, 'maximal')).toBe(
      'Gain +0.98 under maximal; if the model is right, at least +0.21 whatever the mechanism.',
    );
    expect(decisionGain({ ...decision, leastGain: 0.001 }, 'x')).toContain('no gain is guaranteed');
    expect(decisionGain({ ...decision, leastGain: -0.5 }, 'x')).toContain('it could lose up to 0.50');
    const { leastGain: left, ...unsure } = decision;
    expect(left).toBeDefined();
    expect(decisionGain(unsure, 'x')).toContain('might not be possible');
    expect(decisionCases(decision)).toBe('1 logged case of it in that state.');
  });
});
