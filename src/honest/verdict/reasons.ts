import { rejectedTests } from '../checkStates/checkStates.js';
import { UNRELIABLE, type VerdictThresholds, WEAK } from './thresholds.js';
import type { VerdictFigure, VerdictFigures } from './verdictFigures.js';

/** What speaks against an estimate. */
export interface VerdictReason {
  readonly figure: VerdictFigure;
  readonly level: 'do not rely on it' | 'weak';
  /** The figure: fragility as a share of the range of returns, of `states` the least adjusted p, of `truth` its value. */
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
    // Where all returns are the same nothing is at stake.
    const lost = found.rangeWidth > 0 ? found.fragility / found.rangeWidth : 0;
    return beyond(
      'fragility',
      lost,
      'above',
      (share, limit) =>
        `it rests on luck: one imaginary worst case for each state and action takes ${number(found.fragility)} off the promise, ${percent(share)} of the range of returns (more than ${percent(limit)})`,
    );
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
  states: ({ states }) => {
    if (states === undefined || states === 'left out') return undefined;
    const rejected = rejectedTests(states);
    if (rejected.length === 0) return undefined;
    const value = Math.min(...rejected.map(({ adjustedP }) => adjustedP));
    const threshold = states.level;
    const text = `the states hide something that bears on it: ${rejected.map(({ name }) => name).join(', ')} reject (adjusted p ${value === 0 ? '0' : number(value)}, at most ${threshold})`;
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

/** The reason of a figure beyond one of its thresholds, the worse one first. */
function beyond(
  figure: keyof VerdictThresholds,
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
