import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';

/** Whose policy, and the causal mechanism that is assumed: of those that the page can compute with. */
export function Assumed(): VNode {
  const { report, state, live } = usePage();
  const { policies, mechanisms } = report;
  const policy = useComputed(() => live.supposed.value.policy).value;
  const mechanism = useComputed(() => live.supposed.value.mechanism).value;
  const elsewhere = mechanisms.filter((_, i) => !live.mechanisms.has(i)).map(({ name }) => name);
  return (
    <div class="explorer-assumed">
      {policies.length > 1 && (
        <label>
          Policy{' '}
          <select
            value={String(policy)}
            onChange={({ currentTarget }) => {
              state.change((draft) => {
                draft.policy = Number(currentTarget.value);
              });
            }}
          >
            {policies.map(({ name }, i) => (
              <option value={String(i)}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        Mechanism assumed{' '}
        <select
          value={String(mechanism)}
          onChange={({ currentTarget }) => {
            state.change((draft) => {
              draft.mechanism = Number(currentTarget.value);
            });
          }}
        >
          {mechanisms.map(({ name }, i) => live.mechanisms.has(i) && <option value={String(i)}>{name}</option>)}
        </select>
      </label>
      {elsewhere.length > 0 && (
        <p class="explorer-note">{`Computed for the report only, not here: ${elsewhere.join(', ')}.`}</p>
      )}
    </div>
  );
}
