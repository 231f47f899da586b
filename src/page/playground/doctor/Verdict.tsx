import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { decimal, percent, signed } from '../../../report/numbers.js';
import { capital } from '../../patient/words/capital.js';
import { whatHappened } from '../../patient/words/headline.js';
import { MECHANISMS, type MechanismName, type Other } from './judge.js';
import { Shares } from './Shares.js';
import { returnOf } from './visit.js';
import type { WardState } from './wardState.js';
import { OUTCOMES, actionWords } from './words.js';

/** What came of it, and what others would have made of the same patient with the same noise. */
export function Verdict({ state }: { readonly state: WardState }): VNode {
  const { visit, scores, mechanism, fault } = state;
  const head = useRef<HTMLHeadingElement>(null);
  // Whoever treats by the keyboard or hears the page goes on from here.
  useEffect(() => {
    head.current!.focus();
  }, []);
  const { outcome, actions, seed, patient } = visit.value;
  const judged = scores.value.at(-1)?.judgement;
  return (
    <div class="pg-verdict-box">
      <h3 ref={head} tabIndex={-1}>
        {whatHappened(OUTCOMES[outcome], actions.length)}
      </h3>
      {fault.value !== undefined && <p class="warn">{fault.value}</p>}
      <div role="status">
        {judged ? (
          <>
            <div class="table-wrap">
              <table class="pg-table pg-others">
                <thead>
                  <tr>
                    <th scope="col">The same patient with</th>
                    <th scope="col">Return</th>
                    <th scope="col">What would have become</th>
                  </tr>
                </thead>
                <tbody>
                  <Row
                    name="you"
                    value={signed(returnOf(visit.value), 0)}
                    outcomes={OUTCOMES.map((_, o) => (o === outcome ? 1 : 0))}
                  />
                  <OtherRow name="the physician" other={judged.physician} />
                  <OtherRow name="the best plan" other={judged.best} />
                </tbody>
              </table>
            </div>
            <p>
              {judged.decision ? (
                <>
                  The decision that mattered most: at step {judged.decision.step} you gave{' '}
                  {actionWords(actions[judged.decision.step])}. With <b>{actionWords(judged.decision.action)}</b>, all
                  else as you did and the physician going on after you, the patient would have been{' '}
                  {percent(judged.decision.outcomes[2])} discharged and {percent(judged.decision.outcomes[1])} dead:
                  worth {decimal(judged.decision.value)}.
                </>
              ) : (
                'No other decision at any one step would have been better.'
              )}
            </p>
          </>
        ) : (
          <p>…</p>
        )}
      </div>
      <div class="pg-buttons">
        <button
          type="button"
          class="pg-primary"
          onClick={() => {
            state.admit(seed, patient + 1);
          }}
        >
          Next patient
        </button>
        <button
          type="button"

          onClick={() => {
            state.admit(seed, patient);
          }}
        >
          Again with this one
        </button>
        <label class="pg-select">
          Mechanism assumed
          <select
            value={mechanism.value}
            onChange={({ currentTarget }) => {
              state.assume(currentTarget.value as MechanismName);
            }}
          >
            {MECHANISMS.map((name) => (
              <option value={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      <p class="pg-note">
        By the simulator&rsquo;s own model, so no error of a fit is in it. What the same noise would have given under
        other treatment rests on the mechanism assumed: no data can tell.
      </p>
    </div>
  );
}

function OtherRow({ name, other }: { readonly name: string; readonly other: Other }): VNode {
  return <Row name={name} value={<span class="cf">{decimal(other.expectedReturn)}</span>} outcomes={other.outcomes} />;
}

interface RowProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly outcomes: readonly number[];
}

function Row({ name, value, outcomes }: RowProps): VNode {
  return (
    <tr>
      <th scope="row">{capital(name)}</th>
      <td>{value}</td>
      <td>
        <Shares outcomes={outcomes} />
      </td>
    </tr>
  );
}
