import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../state/pageContext.js';
import { CouplingsFigure } from './CouplingsFigure.js';
import { VarianceFigure } from './VarianceFigure.js';
import { spreadWords } from './spreadWords.js';

/** What the assumption that no data can confirm comes to. */
export function Mechanisms(): VNode {
  const { report, state } = usePage();
  const policy = report.policies[useComputed(() => state.view.value.policy).value];
  const { decisions } = policy;
  return (
    <section id="mechanisms" aria-labelledby="mechanisms-title">
      <h2 id="mechanisms-title">Mechanisms</h2>
      <p class="section-lead">
        {`A mechanism is what is assumed of chance: how the luck that a ${report.words.noun.one} had would have gone with another treatment. ${spreadWords(report, policy)}`}
      </p>
      {decisions ? (
        <>
          <VarianceFigure decisions={decisions} />
          {decisions.example && <CouplingsFigure example={decisions.example} />}
        </>
      ) : (
        <p>
          The policy goes by the step, or does what was done at every logged step: there are no single decisions to
          compare by mechanism.
        </p>
      )}
    </section>
  );
}
