import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../state/pageContext.js';
import { CasesFigure } from './CasesFigure.js';
import { SampleSizeFigure } from './SampleSizeFigure.js';
import { TrainingFigure } from './TrainingFigure.js';
import { WeightsFigure } from './WeightsFigure.js';

/** How much of the log speaks of the policy, and what the rest is made from. */
export function Diagnostics(): VNode {
  const { report, state } = usePage();
  const policy = report.policies[useComputed(() => state.view.value.policy).value];
  const { cases, diagnostics, weightShares } = policy;
  return (
    <section id="diagnostics" aria-labelledby="diagnostics-title">
      <h2 id="diagnostics-title">Diagnostics</h2>
      <div class="two diagnostics">
        <SampleSizeFigure {...diagnostics} noun={report.words.noun} />
        <WeightsFigure shares={weightShares} noun={report.words.noun} />
        {cases ? (
          <CasesFigure {...cases} />
        ) : (
          <p>
            The model does not hold how many cases its rows have, so there is no figure of what the counterfactual rests
            on.
          </p>
        )}
        {report.mechanisms.map(({ name, source }) =>
          typeof source === 'object' && source.gadget.training ? (
            <TrainingFigure name={name} training={source.gadget.training} />
          ) : null,
        )}
      </div>
    </section>
  );
}
