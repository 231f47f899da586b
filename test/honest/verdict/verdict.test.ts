import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { UNRELIABLE, WEAK } from '../../../src/honest/verdict/thresholds.js';
import { type VerdictLevel, verdict } from '../../../src/honest/verdict/verdict.js';
import type { EstimateKind, VerdictFigure, VerdictFigures } from '../../../src/honest/verdict/verdictFigures.js';
import { verdictText } from '../../../src/honest/verdict/verdictText.js';
import { checkWith } from '../checkStates/checkWith.js';

const fragile = (share: number): VerdictFigures => ({ fragility: { fragility: 2 * share, rangeWidth: 2 } });
/** Speaks against everything. */
const bad: Required<VerdictFigures> = {
  fragility: { fragility: 1.29, rangeWidth: 2 },
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
const GOOD: VerdictFigures = { thinShare: 0, thinChanges: 0, effectiveSize: 500, gainBound: 0.1 };

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
    expect(WEAK).toEqual({ thinShare: 0.1, thinChanges: 0.1, effectiveSize: 100, shareHeld: 0.8 });
  });

  it.each<[EstimateKind, VerdictFigures, VerdictLevel]>([
    ['model', fragile(0.05), HOLDS],
    ['model', fragile(0.0501), RELIED],
    ['model', { fragility: { fragility: 0, rangeWidth: 0 } }, HOLDS],
    ['model', { fragility: 'exact model' }, HOLDS],
    ['model', { thinShare: 0.1 }, HOLDS],
    ['model', { thinShare: 0.101 }, 'weak'],
    ['model', { thinShare: 0.25 }, 'weak'],
    ['model', { thinShare: 0.251 }, RELIED],
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
    ['changes', { thinChanges: 0.1 }, HOLDS],
    ['changes', { thinChanges: 0.2 }, 'weak'],
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
      [0.645, 0.05],
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
      'whether the states hide something takes the log: couplet check-states',
    ]);
    expect(verdict('model', { ...fragile(0), states: 'left out' }).remarks).toEqual([
      'whether the states hide something was left out',
    ]);
    expect(verdict('model', { ...fragile(0), states: checkWith([], ['B0', 'D4', 'D5']) }).remarks).toEqual([
      'a hidden trait that drove the doctors would not show here: the log has no probabilities of the actions taken',
    ]);
    expect(verdict('weights', bad).remarks).toEqual([
      'that the states hide something does not harm it: its probabilities were logged',
    ]);
    expect(verdict('weights', { ...GOOD, states: checkWith([]) }).remarks).toEqual([]);
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
        '- it rests on luck: one imaginary worst case for each state and action takes 1.29 off the promise, 64.5 % of the range of returns (more than 5 %)',
        '- 43 % of the steps under this policy rest on at most two cases (more than 25 %)',
        '- the states hide something that bears on it: B1, D5 reject (adjusted p 0.01, at most 0.05)',
      ].join('\n'),
    );
  });
});
