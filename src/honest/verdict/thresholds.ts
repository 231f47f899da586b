import { FRAGILE_SHARE } from '../fragility.js';

/** From where on a figure speaks against an estimate. */
export interface VerdictThresholds {
  /** Of the range of returns; above it. Of `UNRELIABLE` beyond what the behaviour loses, of `WEAK` in all. */
  readonly fragility?: number;
  /** Above it. */
  readonly thinShare?: number;
  /** Above it. */
  readonly thinChanges?: number;
  /** Below it. */
  readonly effectiveSize?: number;
  /** Above it. */
  readonly largestWeightShare?: number;
  /** Below it. */
  readonly shareHeld?: number;
  /** Tests of the states that ran; below it. */
  readonly stateTests?: number;
}

/** Beyond one of these an estimate is not to be relied on. */
export const UNRELIABLE: Required<Omit<VerdictThresholds, 'shareHeld' | 'stateTests'>> = {
  fragility: FRAGILE_SHARE,
  thinShare: 0.25,
  thinChanges: 0.25,
  effectiveSize: 10,
  largestWeightShare: 0.2,
};

/** Beyond one of these it is weak. */
export const WEAK: Required<Omit<VerdictThresholds, 'largestWeightShare'>> = {
  fragility: FRAGILE_SHARE,
  thinShare: 0.1,
  thinChanges: 0.1,
  effectiveSize: 100,
  shareHeld: 0.8,
  stateTests: 1,
};
