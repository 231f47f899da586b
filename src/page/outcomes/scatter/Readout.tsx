import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { episodeName } from '../../../trajectories/trajectories.js';
import { capital } from '../../patient/words/capital.js';
import { usePatientLink } from '../../patients/usePatientLink.js';
import { usePage } from '../../state/pageContext.js';
import { type Scattered, patientWords } from './scatterWords.js';

export interface ReadoutProps {
  readonly scattered: Scattered;
  readonly pointed: ReadonlySignal<number | undefined>;
}

/** The numbers of the patient that is pointed at, else of the one that is shown. */
export function Readout({ scattered, pointed }: ReadoutProps): VNode {
  const { report, state } = usePage();
  const patient = useComputed(() => state.view.value.patient).value;
  const linkTo = usePatientLink();
  const e = pointed.value ?? patient;
  return (
    <p class="scatter-readout" aria-live="polite">
      <a href={linkTo(e)}>{`${capital(report.words.noun.one)} ${episodeName(report.log, e)}`}</a>
      {`: ${patientWords(scattered, e)}`}
    </p>
  );
}
