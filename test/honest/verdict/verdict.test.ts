import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { UNRELIABLE, WEAK } from '../../../src/honest/verdict/thresholds.js';
import { type VerdictLevel, verdict } from '../../../src/honest/verdict/verdict.js';
import type { EstimateKind, VerdictFigure, VerdictFigures } from '../../../src/honest/verdict/verdictFigures.js';
import { verdictText } from '../../../src/honest/verdict/verdictText.js';
import type { StateTestName } from '../../../src/honest/checkStates/stateTest.js';
import { TEST_NAMES, checkWith } from '../checkStates/checkWith.js';

/** Tested, and nothing found. */
const TESTED = checkWith([]);
const fragile = (share: number, behaviour = 0): VerdictFigures => ({
  fragility: { fragility: 2 * share, behaviourFragility: 2 * behaviour, rangeWidth: 2 },
  states: TESTED,
});
/** Speaks against everything. */
const bad: Required<VerdictFigures> = {
  fragility: { fragility: 1.29, behaviourFragility: 0.19, rangeWidth: 2 },
  thinShare: 0.43,
  thinChanges: 0.9,
  states: checkWith(['B1', 'D5']),
  effectiveSize: 3.2,
  largestWeightShare: 0.5,
  shareHeld: 0.04,
  truth: {
    value: -0.42,
    intervals: [
      [0.2, 0.6],
      [0.9, 1],
    ],
  },
  gainBound: -0.1,
};
const GOOD: VerdictFigures = { thinShare: 0, thinChanges: 0, effectiveSize: 500, gainBound: 0.1, states: TESTED };

const RELIED = 'do not rely on it';
const HOLDS = 'holds up on this log';

describe('verdict', () => {
  it('holds the thresholds that the guide names', () => {
    expect(UNRELIABLE).toEqual({
      fragility: 0.05,
      thinShare: 0.25,
      thinChanges: 0.25,
      effectiveSize: 10,
      largestWeightShare: 0.2,
    });
    expect(WEAK).toEqual({
      fragility: 0.05,
      thinShare: 0.1,
      thinChanges: 0.1,
      effectiveSize: 100,
      shareHeld: 0.8,
      stateTests: 1,
    });
  });

  it.each<[EstimateKind, VerdictFigures, VerdictLevel]>([
    ['model', fragile(0.05), HOLDS],
    ['model', fragile(0.0501), RELIED],
    // Of what is lost no more than the behaviour loses, too.
    ['model', fragile(0.2, 0.1501), 'weak'],
    ['model', fragile(0.2, 0.1499), RELIED],
    ['model', fragile(0.05, 0.3), HOLDS],
    ['model', fragile(0.0501, 0.3), 'weak'],
    ['model', { fragility: { fragility: 0, rangeWidth: 0 }, states: TESTED }, HOLDS],
    ['model', { fragility: 'exact model', states: TESTED }, HOLDS],
    ['model', { thinShare: 0.1, states: TESTED }, HOLDS],
    ['model', { thinShare: 0.101, states: TESTED }, 'weak'],
    ['model', { thinShare: 0.25, states: TESTED }, 'weak'],
    ['model', { thinShare: 0.251, states: TESTED }, RELIED],
    ['model', { thinShare: 0 }, 'weak'],
    ['model', { thinShare: 0, states: 'left out' }, 'weak'],
    ['model', { thinShare: 0.3, states: 'left out' }, RELIED],
    ['model', { states: checkWith([], TEST_NAMES) }, 'weak'],
    ['model', { states: checkWith([], TEST_NAMES.slice(1)) }, HOLDS],
    ['model', { states: checkWith([]) }, HOLDS],
    ['model', { states: checkWith(['D2']) }, RELIED],
    [
      'model',
      {
        truth: {
          value: 0,
          intervals: [
            [0.1, 0.2],
            [-0.1, 0],
          ],
        },
        states: TESTED,
      },
      HOLDS,
    ],
    [
      'model',
      {
        truth: {
          value: 0,
          intervals: [
            [0.1, 0.2],
            [-0.2, -0.1],
          ],
        },
      },
      RELIED,
    ],
    ['weights', { effectiveSize: 100 }, HOLDS],
    ['weights', { effectiveSize: 99.9 }, 'weak'],
    ['weights', { effectiveSize: 10 }, 'weak'],
    ['weights', { effectiveSize: 9.9 }, RELIED],
    ['weights', { largestWeightShare: 0.2 }, HOLDS],
    ['weights', { largestWeightShare: 0.21 }, RELIED],
    ['weights', { shareHeld: 0.8 }, HOLDS],
    ['weights', { shareHeld: 0.79 }, 'weak'],
    ['estimated weights', { effectiveSize: 500, states: checkWith(['B2']) }, RELIED],
    ['estimated weights', { effectiveSize: 500, states: 'left out' }, 'weak'],
    ['weights', { effectiveSize: 500, states: 'left out' }, HOLDS],
    ['changes', { thinChanges: 0.1, states: TESTED }, HOLDS],
    ['changes', { thinChanges: 0 }, 'weak'],
    ['changes', { thinChanges: 0.2, states: TESTED }, 'weak'],
    ['changes', { thinChanges: 0.251 }, RELIED],
    ['changes', { thinChanges: 0, states: checkWith(['D2']) }, RELIED],
    ['gain', { gainBound: 0.001 }, HOLDS],
    ['gain', { gainBound: 0 }, RELIED],
  ])('of %s by %j: %s', (kind, figures, level) => {
    expect(verdict(kind, figures).level).toBe(level);
  });

  it.each<[EstimateKind, readonly VerdictFigure[]]>([
    ['model', ['truth', 'fragility', 'thinShare', 'states']],
    ['weights', ['truth', 'effectiveSize', 'largestWeightShare', 'shareHeld']],
    ['estimated weights', ['truth', 'effectiveSize', 'largestWeightShare', 'states', 'shareHeld']],
    ['changes', ['thinChanges', 'states']],
    ['gain', ['gainBound']],
  ])('judges %s by %j alone, the worst first', (kind, names) => {
    expect(verdict(kind, bad).reasons.map(({ figure }) => figure)).toEqual(names);
    expect(verdict(kind, GOOD)).toMatchObject({ level: HOLDS, reasons: [] });
  });

  it('gives each reason with its number and what that was held against', () => {
    const numbers = (kind: EstimateKind): readonly (readonly [number, number])[] =>
      verdict(kind, bad).reasons.map(({ value, threshold }) => [value, threshold]);
    expect(numbers('model')).toEqual([
      [-0.42, 0.2],
      [0.55, 0.05],
      [0.43, 0.25],
      [0.01, 0.05],
    ]);
    expect(numbers('weights').slice(1)).toEqual([
      [3.2, 10],
      [0.5, 0.2],
      [0.04, 0.8],
    ]);
  });

  it('says what could not be judged, what would not show and what does no harm', () => {
    expect(verdict('model', { thinShare: 0 }).remarks).toEqual([
      'how far it rests on luck with few cases was not measured',
    ]);
    expect(verdict('model', { ...fragile(0), states: checkWith([], ['B0', 'D4', 'D5']) }).remarks).toEqual([
      'a hidden trait that drove the doctors would not show here: the log has no probabilities of the actions taken',
    ]);
    expect(verdict('weights', bad).remarks).toEqual([
      'that the states hide something does not harm it: its probabilities were logged',
    ]);
    expect(verdict('weights', { ...GOOD, states: checkWith([]) }).remarks).toEqual([]);
  });

  it.each<[VerdictFigures['states'], string]>([
    [undefined, ' - give the log, or ask it by couplet check-states'],
    ['left out', ', as --no-check-states says - leave out that option'],
    [checkWith([], TEST_NAMES), ', as no test could run: no'],
  ])('says why the states were not tested: %j', (states, why) => {
    const { fragility } = fragile(0);
    expect(verdict('model', { fragility: fragility!, ...(states && { states }) })).toEqual({
      level: 'weak',
      reasons: [
        {
          figure: 'states',
          level: 'weak',
          value: 0,
          threshold: 1,
          text: `whether the states hide something was not tested${why}`,
        },
      ],
      remarks: [],
    });
  });

  it('says that cases are few throughout where the behaviour loses as much', () => {
    const [reason, ...others] = verdict('model', fragile(0.105, 0.19)).reasons;
    expect(reason).toEqual({
      figure: 'fragility',
      level: 'weak',
      value: expect.toBeAllClose(0.105) as number,
      threshold: 0.05,
      text: 'cases are few throughout: one imaginary worst case for each state and action takes 0.21 off what the cases of the log promise, 10.5 % of the range of returns (over 5 %), and 0.38 off the behaviour',
    });
    expect(others).toEqual([]);
  });

  it('says in words what tests show, those of a kind together', () => {
    const textOf = (...names: StateTestName[]): string =>
      verdict('model', { states: checkWith(names) }).reasons[0].text;
    expect(textOf('B0')).toMatch(
      /bears on it: whoever chose used more than they hold \(B0\); adjusted p 0.01, at most 0.05$/,
    );
    expect(textOf('B0', 'B2', 'D1')).toContain(
      'used more than they hold (B0, B2); what came before still tells what happens next (D1); adjusted p',
    );
  });

  it('judges nothing by nothing', () => {
    expect(() => verdict('weights', { thinShare: 0.5, fragility: bad.fragility })).toThrow(ArgumentError);
    expect(() => verdict('model', { states: 'left out' })).toThrow(
      "verdict: at least one figure that bears on kind 'model' is needed (truth, fragility, thinShare, states), got none",
    );
  });
});

describe('verdictText', () => {
  it('is a line, and one more for each reason and remark', () => {
    expect(verdictText('dm, cf', verdict('model', bad))).toBe(
      [
        'Verdict on dm, cf: do not rely on it',
        '- the true value, -0.42, lies outside every interval (the nearest ends at 0.2)',
        '- it rests on luck: one imaginary worst case for each state and action takes 1.29 off what the cases of the log promise, and 0.19 off the behaviour: 55 % of the range of returns more (over 5 %) - couplet solve --worst 1 finds a policy that leans on few cases less',
        '- 43 % of the steps under this policy rest on at most two cases (more than 25 %)',
        '- the states hide something that bears on it: whoever chose used more than they hold (B1); what moved the choices moves what happens next (D5); adjusted p 0.01, at most 0.05',
      ].join('\n'),
    );
  });
});
