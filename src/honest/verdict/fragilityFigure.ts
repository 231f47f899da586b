import type { Fragility } from '../fragility.js';
import type { VerdictFigures } from './verdictFigures.js';

/** Fragility as a verdict takes it. */
export function fragilityFigure({
  fragility,
  behaviourFragility,
  returnRange: [least, largest],
}: Fragility): Exclude<VerdictFigures['fragility'], undefined | 'exact model'> {
  return { fragility, behaviourFragility, rangeWidth: largest - least };
}
