import { ArgumentError } from '../../core/errors.js';
import { rejectedTests } from '../checkStates/checkStates.js';
import { type VerdictReason, reasons as reasonsBy } from './reasons.js';
import { remarks as remarksBy } from './remarks.js';
import type { EstimateKind, VerdictFigure, VerdictFigures } from './verdictFigures.js';

/** How far a figure is to be believed. */
export type VerdictLevel = VerdictReason['level'] | 'holds up on this log';

export interface Verdict {
  readonly level: VerdictLevel;
  /** What speaks against it, the worst first; empty where it holds up. */
  readonly reasons: readonly VerdictReason[];
  /** For people: what could not be judged, what would not show, and what does no harm. */
  readonly remarks: readonly string[];
}

const BEARING: Readonly<Record<EstimateKind, readonly VerdictFigure[]>> = {
  model: ['truth', 'fragility', 'thinShare', 'states'],
  weights: ['truth', 'effectiveSize', 'largestWeightShare', 'shareHeld'],
  'estimated weights': ['truth', 'effectiveSize', 'largestWeightShare', 'shareHeld', 'states'],
  changes: ['thinChanges', 'states'],
  gain: ['gainBound'],
};

/**
 * How far an estimate is to be believed, by the figures that bear on its kind.
 *
 * It is not to be relied on beyond one of the thresholds `UNRELIABLE`, where a test finds that the states hide
 * something, where a known truth lies outside every interval, and where a gain has no bound above 0; weak beyond one of
 * `WEAK`, and where what rests on the states was not tested for what they hide; else it holds up on this log, which is no proof: `remarks` says what would not show.
 *
 * @throws ArgumentError where no figure that bears on the kind is known
 *
 * Cost O(1).
 *
 * @example
 * verdict('weights', { effectiveSize: 42, largestWeightShare: 0.08, shareHeld: 0.9 }).level // 'weak'
 */
export function verdict(kind: EstimateKind, figures: VerdictFigures): Verdict {
  const bearing = BEARING[kind];
  if (!canBeJudged(kind, figures))
    throw new ArgumentError(
      `verdict: at least one figure that bears on kind '${kind}' is needed (${bearing.join(', ')}), got none - what nothing is known of cannot be judged`,
    );
  const reasons = bearing.map((figure) => reasonsBy[figure](figures)).filter((reason) => reason !== undefined);
  const worst = reasons.filter(({ level }) => level === 'do not rely on it');
  const remarks = bearing.map((figure) => remarksBy[figure]?.(figures)).filter((text) => text !== undefined);
  return {
    level: worst.length > 0 ? 'do not rely on it' : reasons.length > 0 ? 'weak' : 'holds up on this log',
    reasons: [...worst, ...reasons.filter(({ level }) => level === 'weak')],
    remarks: kind === 'weights' && hidesSomething(figures) ? [...remarks, HARMLESS] : remarks,
  };
}

/** Whether a figure is known that bears on this kind of estimate. */
export function canBeJudged(kind: EstimateKind, figures: VerdictFigures): boolean {
  return BEARING[kind].some((figure) => figures[figure] !== undefined && figures[figure] !== 'left out');
}

const HARMLESS = 'that the states hide something does not harm it: its probabilities were logged';

function hidesSomething({ states }: VerdictFigures): boolean {
  return states !== undefined && states !== 'left out' && rejectedTests(states).length > 0;
}
