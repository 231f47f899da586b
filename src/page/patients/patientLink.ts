import type { Report } from '../../report/report.js';
import { episodeName } from '../../trajectories/trajectories.js';
import type { PageState } from '../state/pageState.js';

/** Attributes of an anchor that leads to a patient: the log's name in the address, and the change at once. */
export function patientLink(
  { log }: Report,
  state: PageState,
  episode: number,
): { readonly href: string; readonly onClick: () => void } {
  return {
    href: `#patient-${encodeURIComponent(episodeName(log, episode))}`,
    onClick: () => {
      selectPatient(state, episode);
    },
  };
}

/** Shows a patient as the policy would have treated them from the start. */
export function selectPatient(state: PageState, episode: number): void {
  state.change((draft) => {
    if (draft.patient === episode) return;
    Object.assign(draft, { patient: episode, step: 0, takeOver: 0, edits: {} });
  });
}
