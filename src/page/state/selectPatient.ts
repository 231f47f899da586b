import type { PageState } from './pageState.js';

/** Shows a patient from the first step on, as the policy would have treated them from the start. */
export function selectPatient(state: PageState, patient: number): void {
  state.change((draft) => {
    if (draft.patient === patient) return;
    draft.patient = patient;
    draft.step = 0;
    draft.takeOver = 0;
    draft.edits = {};
  });
}
