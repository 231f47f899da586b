import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import { selectPatient } from '../../state/selectPatient.js';
import { patientByName } from './patientByName.js';

const ID = 'patient-search';

export function focusSearch(): void {
  document.getElementById(ID)?.focus();
}

/** A patient by name: typed, then Enter. */
export function PatientSearch(): VNode {
  const { report, state } = usePage();
  const { one } = report.words.noun;
  return (
    <form
      class="patient-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const input = event.currentTarget.elements.namedItem('name') as HTMLInputElement;
        const found = patientByName(report.log, input.value);
        if ('fault' in found) {
          state.tell(
            found.fault === 'none'
              ? `No ${one} is called '${input.value}'.`
              : `More than one ${one} begins with '${input.value}'.`,
          );
          return;
        }
        state.tell(undefined);
        selectPatient(state, found.episode);
        input.value = '';
        input.blur();
      }}
    >
      <input
        id={ID}
        name="name"
        type="search"
        aria-label={`A ${one} by name`}
        placeholder={`${one} by name`}
        title={`A ${one} by name (/)`}
        autocomplete="off"
        size={14}
      />
    </form>
  );
}
