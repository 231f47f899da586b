import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { usePage } from '../state/pageContext.js';
import { Facts } from './Facts.js';
import { Lead } from './Lead.js';
import { PolicyChoice } from './PolicyChoice.js';
import { WorthFigure } from './WorthFigure.js';
import { returnDomain } from './returnDomain.js';

/** The first screen: whether the policy would have been better, whether to rely on that, and what it rests on. */
export function Answer(): VNode {
  const { report, state } = usePage();
  const { value: chosen } = useComputed(() => state.view.value.policy);
  const domain = useMemo(() => returnDomain(report), [report]);
  const policy = report.policies[chosen];
  return (
    <section id="answer" class="lead">
      <Lead report={report} policy={policy} />
      {report.policies.length > 1 && <PolicyChoice domain={domain} />}
      <div class="split">
        <WorthFigure report={report} policy={policy} domain={domain} />
        <Facts report={report} policy={policy} />
      </div>
    </section>
  );
}
