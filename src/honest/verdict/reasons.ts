import { rejectedTests } from '../checkStates/checkStates.js';
import { findingClauses } from '../checkStates/stateFindings.js';
import { UNRELIABLE, type VerdictThresholds, WEAK } from './thresholds.js';
import type { VerdictFigure, VerdictFigures } from './verdictFigures.js';

/** What speaks against an estimate. */
export interface VerdictReason {
  readonly figure: VerdictFigure;
  readonly level: 'do not rely on it' | 'weak';
  /**
   * The figure: of `fragility` a share of the range of returns, of `states` the least adjusted p, or how many tests ran
   * where too few did, of `truth` its value.
   */
  readonly value: number;
  /** What it was held against; of `truth` the end of an interval that came nearest. */
  readonly threshold: number;
  /** For people. */
  readonly text: string;
}

type Against = (figures: VerdictFigures) => VerdictReason | undefined;

/** By figure, the reason that it gives. */
export const reasons: Readonly<Record<VerdictFigure, Against>> = {
  fragility({ fragility: found }) {
    if (found === undefined || found === 'exact model') return undefined;
    const { fragility, behaviourFragility = 0, rangeWidth } = found;
    // Where all returns are the same nothing is at stake.
    const share = (lost: number): number => (rangeWidth > 0 ? lost / rangeWidth : 0);
    const [lost, lucky] = [share(fragility), share(fragility - behaviourFragility)];
    const taken = `one imaginary worst case for each state and action takes ${number(fragility)} off what the cases of the log promise`;
    const asMuch = `and ${number(behaviourFragility)} off the behaviour`;
    if (lucky > UNRELIABLE.fragility) {
      const text = `it rests on luck: ${taken}, ${asMuch}: ${percent(lucky)} of the range of returns more (over ${percent(UNRELIABLE.fragility)}) - couplet solve --worst 1 finds a policy that leans on few cases less`;
      return { figure: 'fragility', level: 'do not rely on it', value: lucky, threshold: UNRELIABLE.fragility, text };
    }
    if (lost <= WEAK.fragility) return undefined;
    const text = `cases are few throughout: ${taken}, ${percent(lost)} of the range of returns (over ${percent(WEAK.fragility)}), ${asMuch}`;
    return { figure: 'fragility', level: 'weak', value: lost, threshold: WEAK.fragility, text };
  },
  thinShare: ({ thinShare }) =>
    beyond(
      'thinShare',
      thinShare,
      'above',
      (share, limit) =>
        `${percent(share)} of the steps under this policy rest on at most two cases (more than ${percent(limit)})`,
    ),
  thinChanges: ({ thinChanges }) =>
    beyond(
      'thinChanges',
      thinChanges,
      'above',
      (share, limit) =>
        `${percent(share)} of the changed decisions rest on at most two cases of what is done instead (more than ${percent(limit)})`,
    ),
  effectiveSize: ({ effectiveSize }) =>
    beyond(
      'effectiveSize',
      effectiveSize,
      'below',
      (size, limit) => `the weighted episodes are worth ${size.toFixed(1)} of equal weight (fewer than ${limit})`,
    ),
  largestWeightShare: ({ largestWeightShare }) =>
    beyond(
      'largestWeightShare',
      largestWeightShare,
      'above',
      (share, limit) => `one episode has ${percent(share)} of the weight (more than ${percent(limit)})`,
    ),
  shareHeld: ({ shareHeld }) =>
    beyond(
      'shareHeld',
      shareHeld,
      'below',
      (share, limit) => `the log holds ${percent(share)} of this policy's runs (less than ${percent(limit)})`,
    ),
  states({ states }) {
    const run = states === undefined || states === 'left out' ? [] : states.tests.filter((test) => !('reason' in test));
    if (states === undefined || states === 'left out' || run.length < WEAK.stateTests) {
      const text = `whether the states hide something was not tested${untestedText(states)}`;
      return { figure: 'states', level: 'weak', value: run.length, threshold: WEAK.stateTests, text };
    }
    const rejected = rejectedTests(states);
    if (rejected.length === 0) return undefined;
    const value = Math.min(...rejected.map(({ adjustedP }) => adjustedP));
    const threshold = states.level;
    const text = `the states hide something that bears on it: ${findingClauses(rejected).join('; ')}; adjusted p ${value === 0 ? '0' : number(value)}, at most ${threshold}`;
    return { figure: 'states', level: 'do not rely on it', value, threshold, text };
  },
  truth: ({ truth }) => {
    if (truth === undefined || truth.intervals.length === 0) return undefined;
    const { value, intervals } = truth;
    if (intervals.some(([lower, upper]) => lower <= value && value <= upper)) return undefined;
    const threshold = intervals
      .map(([lower, upper]) => (value < lower ? lower : upper))
      .reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a));
    const text = `the true value, ${number(value)}, lies outside every interval (the nearest ends at ${number(threshold)})`;
    return { figure: 'truth', level: 'do not rely on it', value, threshold, text };
  },
  gainBound: ({ gainBound: value }) =>
    value === undefined || value > 0
      ? undefined
      : {
          figure: 'gainBound',
          level: 'do not rely on it',
          value,
          threshold: 0,
          text: `the gain over the clinician may be ${number(value)}: its lower bound is not above 0`,
        },
};

/** Why the states were not tested, with a remedy. */
function untestedText(states: VerdictFigures['states']): string {
  if (states === undefined) return ' - give the log, or ask it by couplet check-states';
  if (states === 'left out') return ', as --no-check-states says - leave out that option';
  const first = states.tests.flatMap((test) => ('reason' in test ? [test.reason] : [])).at(0);
  return first === undefined ? '' : `, as no test could run: ${first}`;
}

/** The reason of a figure beyond one of its thresholds, the worse one first. */
function beyond(
  figure: Exclude<keyof VerdictThresholds, 'fragility' | 'stateTests'>,
  value: number | undefined,
  side: 'above' | 'below',
  text: (value: number, threshold: number) => string,
): VerdictReason | undefined {
  if (value === undefined) return undefined;
  const levels: readonly [VerdictReason['level'], VerdictThresholds][] = [
    ['do not rely on it', UNRELIABLE],
    ['weak', WEAK],
  ];
  for (const [level, thresholds] of levels) {
    const threshold = thresholds[figure];
    if (threshold === undefined || (side === 'above' ? value <= threshold : value >= threshold)) continue;
    return { figure, level, value, threshold, text: text(value, threshold) };
  }
  return undefined;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A share as a percentage, to three digits. */
function percent(share: number): string {
  return `${number(100 * share)} %`;
}
