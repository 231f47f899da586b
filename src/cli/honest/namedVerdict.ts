import type { Fragility } from '../../honest/fragility.js';
import { fragilityFigure } from '../../honest/verdict/fragilityFigure.js';
import type { NamedVerdict } from '../../honest/verdict/namedVerdicts.js';
import type { VerdictFigures } from '../../honest/verdict/verdictFigures.js';
import { verdictText } from '../../honest/verdict/verdictText.js';
import type { Mdp } from '../../mdp/mdp.js';

/** Verdicts as text to stand before the figures. */
export function verdictsText(verdicts: readonly NamedVerdict[]): string {
  return verdicts.map((each) => `${verdictText(each.about, each)}\n`).join('') + (verdicts.length > 0 ? '\n' : '');
}

/** Fragility as a verdict takes it, where a model may be exact. */
export function modelFragility(
  mdp: Pick<Mdp, 'visits' | 'observed'>,
  found: Fragility | undefined,
): Pick<VerdictFigures, 'fragility'> {
  if (!mdp.visits && !mdp.observed) return { fragility: 'exact model' };
  if (!found) return {};
  return { fragility: fragilityFigure(found) };
}
