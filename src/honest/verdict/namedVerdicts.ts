import { type Verdict, canBeJudged, verdict } from './verdict.js';
import type { EstimateKind, VerdictFigures } from './verdictFigures.js';

/** A verdict with what it is about, as data have it. */
export interface NamedVerdict extends Verdict {
  /** The figures judged, as `dm, dr, cf`. */
  readonly about: string;
  readonly kind: EstimateKind;
}

/** The verdict on some figures; none where nothing is known that bears on them. */
export function namedVerdicts(about: string, kind: EstimateKind, figures: VerdictFigures): NamedVerdict[] {
  return canBeJudged(kind, figures) ? [{ about, kind, ...verdict(kind, figures) }] : [];
}
