import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { decimal, signed } from '../../report/numbers.js';
import type { OutcomeWords } from '../../report/report.js';
import { episodeName } from '../../trajectories/trajectories.js';
import { Mark } from '../figure/Mark.js';
import { shortName } from '../figure/text/shortName.js';
import { capital } from '../patient/words/capital.js';
import { usePage } from '../state/pageContext.js';
import { EffectInterval, place } from './EffectInterval.js';
import { effectDomain } from './effectDomain.js';
import { usePatientLink } from './usePatientLink.js';
import { useShown } from './useShown.js';

/** A page of the list of patients. */
export function PatientTable({ episodes }: { readonly episodes: Uint32Array }): VNode {
  const { state } = usePage();
  const { report, policy, mechanism, figures, bounds } = useShown();
  const patient = useComputed(() => state.view.value.patient).value;
  const linkTo = usePatientLink();
  const domain = useMemo(() => effectDomain(figures.evaluation, bounds), [figures, bounds]);
  const { log, words } = report;
  const { observedReturn, observedOutcome, expectedReturn, effect } = figures.evaluation;
  return (
    <div class="patient-list">
      <table>
        <caption>
          {`What each ${words.noun.one} returned, and would have under ${shortName(policy.name)}; blue bands hold the effect by every mechanism, dots are ${shortName(mechanism.name)}.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{capital(words.noun.one)}</th>
            <th scope="col" class="was">
              Was
            </th>
            <th scope="col" class="number">
              Return
            </th>
            <th scope="col" class="number">
              Would be
            </th>
            <th scope="col" class="number">
              Effect
            </th>
            <th scope="col" class="bounds-cell">
              <svg class="effect-interval chart" width="100%" height={16} aria-hidden="true">
                {domain[0] < 0 && (
                  <text class="tick least" x={place(domain[0], domain)} y={12}>
                    {signed(domain[0], 1)}
                  </text>
                )}
                <text class="tick" x={place(0, domain)} y={12} text-anchor="middle">
                  0
                </text>
                {domain[1] > 0 && (
                  <text class="tick" x={place(domain[1], domain)} y={12} text-anchor="end">
                    {signed(domain[1], 1)}
                  </text>
                )}
              </svg>
              <span class="hidden">Bounds of the effect over all mechanisms</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from(episodes, (e) => {
            const [lower, upper] = [bounds.lower[e] - observedReturn[e], bounds.upper[e] - observedReturn[e]];
            const { share, tone } = words.outcomes[observedOutcome[e]];
            return (
              <tr class={e === patient ? 'selected' : undefined} aria-current={e === patient ? 'true' : undefined}>
                <th scope="row">
                  <a href={linkTo(e)} title={episodeName(log, e)}>
                    {shortName(episodeName(log, e))}
                  </a>
                  <span class="was-below">
                    <Ended tone={tone} share={share} />
                  </span>
                </th>
                <td class="was">
                  <Ended tone={tone} share={share} />
                </td>
                <td class="number">{decimal(observedReturn[e])}</td>
                <td class="number would">{decimal(expectedReturn[e])}</td>
                <td class="number">{signed(effect[e])}</td>
                <td class="bounds-cell">
                  <EffectInterval effect={effect[e]} lower={lower} upper={upper} domain={domain} />
                  <span class="hidden">{`${signed(lower)} to ${signed(upper)}`}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Ended({ tone, share }: Pick<OutcomeWords, 'tone' | 'share'>): VNode {
  return (
    <>
      <svg class="inline-mark" width={11} height={11} aria-hidden="true">
        <Mark tone={tone} x={5.5} y={5.5} r={3.7} />
      </svg>{' '}
      <span title={share}>{shortName(share)}</span>
    </>
  );
}
