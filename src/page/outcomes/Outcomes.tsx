import type { VNode } from 'preact';
import { usePage } from '../state/pageContext.js';
import { MosaicFigure } from './mosaic/MosaicFigure.js';
import { ScatterFigure } from './scatter/ScatterFigure.js';

/** What would have become of whom, and for whom that rests on the mechanism. */
export function Outcomes(): VNode {
  const { outcomes, noun } = usePage().report.words;
  return (
    <section id="outcomes" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">Outcomes</h2>
      <div class="two">
        {outcomes.length > 1 ? (
          <MosaicFigure />
        ) : (
          <p>{`The model knows of no end by name, so there is no figure of who would have fared differently: all ${noun.many} were still going on when the log stops.`}</p>
        )}
        <ScatterFigure />
      </div>
    </section>
  );
}
