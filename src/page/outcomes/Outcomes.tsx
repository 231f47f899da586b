import type { VNode } from 'preact';
import { useShown } from '../patients/useShown.js';
import { MosaicFigure } from './mosaic/MosaicFigure.js';
import { outcomesSeen } from './outcomesSeen.js';
import { ScatterFigure } from './scatter/ScatterFigure.js';

/** What would have become of whom, and for whom that rests on the mechanism. */
export function Outcomes(): VNode {
  const { report, figures } = useShown();
  const { outcomes } = report.words;
  const seen = outcomesSeen(figures.summary.outcomeTable);
  return (
    <section id="outcomes" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">Outcomes</h2>
      <div class="two">
        {seen.length > 1 ? (
          <MosaicFigure />
        ) : (
          <p>{`The log and the model know of one outcome only, ${outcomes[seen[0]].share}: no figure can show who would have fared differently. What differs is the return, beside.`}</p>
        )}
        <ScatterFigure />
      </div>
    </section>
  );
}
