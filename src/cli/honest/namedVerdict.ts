import type { Fragility } from '../../honest/fragility.js';
import { fragilityFigure } from '../../honest/verdict/fragilityFigure.js';
import { type Verdict, canBeJudged, verdict } from '../../honest/verdict/verdict.js';
import type { EstimateKind, VerdictFigures } from '../../honest/verdict/verdictFigures.js';
import { verdictText } from '../../honest/verdict/verdictText.js';
import type { Mdp } from '../../mdp/mdp.js';

/** A verdict with what it is about, as data have it. */
export interface NamedVerdict extends Verdict {
  readonly about: string;
  readonly kind: EstimateKind;
}

/**
 * The verdict on some figures; none where nothing is known that bears on them.
 *
 * @param about the figures judged, as `dm, dr, cf`
 */
export function namedVerdicts(about: string, kind: EstimateKind, figures: VerdictFigures): NamedVerdict[] {
  return canBeJudged(kind, figures) ? [{ about, kind, ...verdict(kind, figures) }] : [];
}

/** Verdicts as text to stand before the figures. */
export function verdictsText(verdicts: readonly NamedVerdict[]): string {
  return verdicts.map((each) => `${verdictText(each.about, each)}\n`).join('') + (verdicts.length > 0 ? '\n' : '');
}

/** The same where a model may be exact. */
export function modelFragility(
  mdp: Pick<Mdp, 'visits' | 'observed'>,
  found: Fragility | undefined,
): Pick<VerdictFigures, 'fragility'> {
  if (!mdp.visits && !mdp.observed) return { fragility: 'exact model' };
  if (!found) return {};
  return { fragility: fragilityFigure(found) };
}
