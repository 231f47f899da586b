import type { VNode } from 'preact';
import { decimal, signed } from '../../../report/numbers.js';
import { usePage } from '../../state/pageContext.js';
import { planEffect } from './planEffect.js';

/** What the plan brings: the return that would have been, that which was, and what lies between. */
export function PlanResult(): VNode {
  const { report, live } = usePage();
  const { expectedReturn, returnVariance } = live.course.value;
  const { observed, effect } = planEffect(report, live.supposed.value.patient, expectedReturn);
  return (
    <dl class="explorer-result">
      <div>
        <dt>Would have returned</dt>
        <dd class="cf">
          {decimal(expectedReturn)} <span>± {decimal(Math.sqrt(returnVariance))}</span>
        </dd>
      </div>
      <div>
        <dt>Did return</dt>
        <dd>{decimal(observed)}</dd>
      </div>
      <div>
        <dt>Effect</dt>
        <dd>{signed(effect)}</dd>
      </div>
    </dl>
  );
}
