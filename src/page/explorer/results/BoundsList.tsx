import type { VNode } from 'preact';
import { decimal } from '../../../report/numbers.js';
import { assumptions } from '../../../mechanisms/bounds/registry.js';
import { ASSUMPTION_NAMES } from '../words/assumptionNames.js';
import { usePage } from '../../state/pageContext.js';
import type { PlanBounds } from '../../state/compute/planBounds.js';

/** How far the expected return under the plan could lie from this mechanism's, by what is assumed of it. */
export function BoundsList(): VNode {
  const { live } = usePage();
  return (
    <>
      <h4>Would have returned, under</h4>
      <dl class="explorer-bounds">
        {live.bounds.value.map(({ assumption, bounds }) => (
          <div title={assumptions.find(({ name }) => name === assumption)!.summary}>
            <dt>{ASSUMPTION_NAMES[assumption] ?? assumption}</dt>
            <dd class="cf">{boundsWords(bounds)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function boundsWords(bounds: PlanBounds | undefined): VNode | string {
  if (!bounds) return <span class="explorer-pending">…</span>;
  if ('fault' in bounds) return 'cannot be told: an action might not be possible';
  const [lower, upper] = [decimal(bounds.lower), decimal(bounds.upper)];
  return lower === upper ? lower : `${lower} to ${upper}`;
}
