import { useComputed } from '@preact/signals';
import { usePage } from '../state/pageContext.js';

/** Addresses of patients as they are shown at first, with the policy and the mechanism that are looked at. */
export function usePatientLink(): (episode: number) => string {
  const { state, links } = usePage();
  const policy = useComputed(() => state.view.value.policy).value;
  const mechanism = useComputed(() => state.view.value.mechanism).value;
  return (patient) => links.codec.write({ policy, mechanism, patient, step: 0, takeOver: 0, edits: {} });
}
