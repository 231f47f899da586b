import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { VERDICT_TONE, mainVerdict } from '../../report/captions/verdictWords.js';
import { decimal } from '../../report/numbers.js';
import type { PolicyReport } from '../../report/report.js';
import { Band, Interval } from '../figure/Interval.js';
import { usePage } from '../state/pageContext.js';
import type { ReturnDomain } from './returnDomain.js';
import { worthGroups } from './worthRows.js';
import { clampedScale } from '../figure/scale/scales.js';

const [WIDTH, ROW, EDGE] = [232, 9, 6];

/** The policies side by side, as small figures on one axis; the one that is pressed all below is about. */
export function PolicyChoice({ domain }: { readonly domain: ReturnDomain }): VNode {
  const { report, state } = usePage();
  const { value: chosen } = useComputed(() => state.view.value.policy);
  return (
    <div class="policies" role="group" aria-label="The policy that this page is about">
      {report.policies.map((policy, i) => {
        const verdict = mainVerdict(policy);
        const { mean } = policy.counterfactuals[0].summary.counterfactual;
        return (
          <button
            type="button"
            class="policy-card"
            aria-pressed={i === chosen}
            onClick={() => {
              state.change((draft) => {
                draft.policy = i;
              });
            }}
          >
            <span class="policy-name">{policy.name}</span>
            <SmallWorth policy={policy} domain={domain} />
            <span class="policy-words">
              <span class="cf">would return {decimal(mean)}</span>
              {policy.truth && <span class="truth">in truth {decimal(policy.truth.value)}</span>}
              {verdict && <span class={VERDICT_TONE[verdict.level]}>{verdict.level}</span>}
            </span>
          </button>
        );
      })}
    </div>
  );
}

/** The rows of the figure below without their names. */
function SmallWorth({ policy, domain }: { readonly policy: PolicyReport; readonly domain: ReturnDomain }): VNode {
  const rows = worthGroups(policy).flatMap((group) => group.rows);
  const scale = clampedScale([domain.from, domain.to], [EDGE, WIDTH - EDGE]);
  const height = ROW * rows.length + 4;
  const line = (name: string, value: number): VNode => (
    <line class={name} x1={scale(value)} x2={scale(value)} y1={0} y2={height} />
  );
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${height}`} width={WIDTH} height={height} aria-hidden="true">
      {domain.from < 0 && domain.to > 0 && line('zero', 0)}
      {line('ref-observed', policy.counterfactuals[0].summary.observed.mean)}
      {policy.truth && line('ref-truth', policy.truth.value)}
      {rows.map(({ estimator, value, interval, bounds }, k) => {
        const y = ROW * (k + 0.5) + 2;
        return (
          <g>
            {bounds && <Band scale={scale} y={y} lower={bounds.lower} upper={bounds.upper} height={8} />}
            <Interval
              scale={scale}
              y={y}
              value={value}
              interval={interval}
              tone={estimator === 'cf' ? 'cf' : undefined}
              r={2.75}
            />
          </g>
        );
      })}
    </svg>
  );
}
