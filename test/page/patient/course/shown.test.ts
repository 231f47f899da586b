import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { whatIf } from '../../../../src/counterfactual/explain/whatIf.js';
import { shown } from '../../../../src/page/patient/course/shown.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import { anyPolicy, logOf, smallMdp } from '../../../support/generators.js';
import { tinyCourse, tinyReport } from '../tinyCourse.js';

describe('shown', () => {
  const course = shown(tinyReport, tinyCourse, 0);

  it('has a lane for a variable, its highest level on top, in which what has ended is nowhere', () => {
    const [pulse] = course.states;
    expect(pulse).toMatchObject({ name: 'pulse', rows: ['high', 'low'], normal: 1, kind: 'levels' });
    expect(pulse.mass).toBeAllClose([0, 1, 0.25, 0.25, 0, 0.25, 0.25, 0, 0, 0]);
  });

  it('has the observed course of a variable, that of the end included where the log tells of it', () => {
    expect(course.states[0].seen).toEqual([1, 0, 1, undefined]);
    const seenAtEnd = (level: number): readonly (number | undefined)[] =>
      shown({ ...tinyReport, endLevels: [Uint8Array.of(level)] }, tinyCourse, 0).states[0].seen;
    expect(seenAtEnd(1)).toEqual([1, 0, 1, 0]);
    expect(seenAtEnd(255)).toEqual([1, 0, 1, undefined]);
  });

  it('has what was observed and is not in the model, without probabilities', () => {
    expect(course.states[1]).toEqual({
      ...{ name: 'sugar', rows: ['normal', 'low'], normal: 0, kind: 'levels' },
      seen: [1, undefined, 0, 1],
    });
  });

  it('has the parts of actions, given and as they would have been, and no lane of actions beside them', () => {
    expect(course.parts).toHaveLength(1);
    expect(course.parts[0]).toMatchObject({ name: 'drug', given: [true, false, true] });
    expect(course.parts[0].would).toBeAllClose([0.875, 0, 0, 0.25]);
    expect(course.action).toBeUndefined();
  });

  it('stacks the outcomes with what is bad at the bottom', () => {
    expect(course.outcomes.map(({ words }) => words.share)).toEqual(['dead', 'in care', 'discharged']);
    expect(course.outcomes[0].share).toBeAllClose([0, 0, 0.25, 0.25, 0.25]);
    expect(course.outcomes[1].share).toBeAllClose([1, 0.5, 0.25, 0.25, 0]);
    expect(course.outcomes[2].share).toBeAllClose([0, 0.5, 0.5, 0.5, 0.75]);
  });

  it('has what was done and how it ended, in words, and what would most likely have been done', () => {
    expect(course).toMatchObject({ name: 'Ann', length: 3, horizon: 4, given: ['the drug', 'nothing', 'the drug'] });
    expect(course.seen).toEqual(['pulse low', 'pulse high', 'pulse low', 'dead']);
    expect(course.outcome.was).toBe('died');
    expect(course.would[0]).toEqual({ action: 'the drug', share: 0.875 });
    expect(course.would[1]).toEqual({ action: 'nothing', share: 0.5 });
  });

  const bare = { ...tinyReport.mdp, actionParts: [], variables: [] };

  it('has a lane of states where there are no variables, and one of actions where these have no parts', () => {
    const { states, action, parts } = shown({ ...tinyReport, mdp: bare, observedOnly: [] }, tinyCourse, 0);
    expect(states).toHaveLength(1);
    expect(states[0]).toMatchObject({ name: 'state', kind: 'states', rows: ['pulse low', 'pulse high'] });
    expect(states[0].mass).toBeAllClose([1, 0, 0.25, 0.25, 0.25, 0, 0, 0.25, 0, 0]);
    expect(states[0].seen).toEqual([0, 1, 0, undefined]);
    expect(action).toMatchObject({ kind: 'actions', rows: ['nothing', 'the drug'], seen: [1, 0, 1] });
    expect(action!.mass).toBeAllClose(tinyCourse.actionProbability);
    expect(parts).toEqual([]);
  });

  it('shows how many runs go on where all ends are one outcome, and nothing where no run ends', () => {
    const mdp = { ...tinyReport.mdp, outcomes: tinyReport.mdp.outcomes.slice(0, 1), outcome: new Uint8Array(4) };
    const [going, ...others] = shown({ ...tinyReport, mdp }, tinyCourse, 0).outcomes;
    expect(others).toEqual([]);
    expect(going.share).toBeAllClose([1, 0.5, 0.25, 0.25, 0]);
    const endless = { ...mdp, terminal: new Uint8Array(4) };
    expect(shown({ ...tinyReport, mdp: endless }, tinyCourse, 0).outcomes).toEqual([]);
  });

  const problem = smallMdp({ maxStates: 5 }).chain((mdp) =>
    fc.record({
      mdp: fc.constant(mdp),
      policy: anyPolicy(mdp),
      log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 1, horizon: 3 })),
      level: fc.array(fc.nat({ max: 2 }), { minLength: mdp.nStates, maxLength: mdp.nStates }),
      isNamed: fc.boolean(),
    }),
  );

  test.prop([problem])('gives every lane the runs that still go on, and the outcomes all of them', (drawn) => {
    const { log, policy, level, isNamed } = drawn;
    const variables = [{ name: 'v', levels: ['a', 'b', 'c'], level }];
    const mdp = isNamed ? { ...drawn.mdp, variables } : drawn.mdp;
    const mechanism = completeMechanism(gumbelMax());
    const found = whatIf({ trajectories: log, mdp, policy, mechanism }, 0, { takeOver: 0, actions: new Map() });
    const words = {
      ...tinyReport.words,
      states: Array.from({ length: mdp.nStates }, (_, s) => `state ${s}`),
      actions: Array.from({ length: mdp.nActions }, (_, a) => `action ${a}`),
      outcomes: mdp.outcomes.map(({ name }) => ({ was: name, share: name, tone: 'other' as const })),
    };
    const { states, action, going, outcomes } = shown({ log, mdp, words, observedOnly: [] }, found, 0);
    const sums = ({ mass, rows }: (typeof states)[number]): number[] =>
      Array.from({ length: mass!.length / rows.length }, (_, t) =>
        mass!.subarray(t * rows.length, (t + 1) * rows.length).reduce((sum, p) => sum + p, 0),
      );
    const ofEnds = Float64Array.from(going, (_, t) =>
      found.marginals
        .subarray(t * mdp.nStates, (t + 1) * mdp.nStates)
        .reduce((sum, p, s) => sum + (mdp.terminal[s] === 1 ? p : 0), 0),
    );
    for (const lane of states)
      expect(sums(lane)).toBeAllClose(
        ofEnds.map((p) => 1 - p),
        { atol: 1e-9 },
      );
    expect(sums(action!)).toBeAllClose(going.subarray(0, found.horizon), { atol: 1e-9 });
    if (outcomes.length > 1)
      for (const t of going.keys())
        expect(outcomes.reduce((sum, { share }) => sum + share[t], 0)).toBeAllClose(1, { atol: 1e-9 });
  });
});
