import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { simulator } from '../pipeline/world.js';
import { capital } from '../../patient/words/capital.js';
import { stepCount } from '../../patient/words/headline.js';
import { VisitLanes } from './VisitLanes.js';
import { toggled } from './toggled.js';
import { isOver } from './visit.js';
import type { WardState } from './wardState.js';
import { WARD_STEPS } from './ward.js';
import { stateWords } from './words.js';

/** The patient as they are, and what to do. */
export function Bedside({ state }: { readonly state: WardState }): VNode {
  const { visit, sight } = state;
  const over = useComputed(() => isOver(visit.value)).value;
  const { patient, actions } = visit.value;
  const step = over ? `after ${stepCount(actions.length)}` : `at step ${actions.length} of ${WARD_STEPS}`;
  return (
    <div class="pg-bedside">
      <h3>
        Patient {patient}, {step}
      </h3>
      <p class="pg-now" role="status">
        {capital(stateWords(visit.value, sight.value))}.
      </p>
      <VisitLanes state={state} />
      {!over && <Treatments state={state} />}
    </div>
  );
}

function Treatments({ state: { choice, choose, treat } }: { readonly state: WardState }): VNode {
  const env = simulator();
  return (
    <div class="pg-treatments" role="group" aria-label="Treatment for the next step">
      {env.actionParts!.map((part, k) => (
        <button
          key={part.name}
          type="button"

          data-treatment={part.name}
          aria-pressed={part.on(choice.value)}
          onClick={() => {
            choose(toggled(env, choice.value, k));
          }}
        >
          <kbd>{k + 1}</kbd> {capital(part.name)}
        </button>
      ))}
      <button type="button" class="pg-primary" data-treatment="treat" onClick={treat}>
        Treat <kbd aria-label="Enter">⏎</kbd>
      </button>
    </div>
  );
}
