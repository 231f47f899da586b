import type { VNode } from 'preact';
import { Choice } from '../controls/Choice.js';
import type { WardState } from './wardState.js';

/** Who treats whom, and what is seen of the patient. */
export function Reception({ state }: { readonly state: WardState }): VNode {
  const { visit, sight, rename, look } = state;
  const { doctor, seed, patient } = visit.value;
  return (
    <div class="pg-reception">
      <label class="pg-field">
        Your name, for the table
        <input
          type="text"
          maxLength={40}
          value={doctor}
          onChange={({ currentTarget }) => {
            rename(currentTarget.value.trim() || 'anonymous');
          }}
        />
      </label>
      <NumberField
        label="Ward"
        value={seed}
        onValue={(value) => {
          state.admit(value, 1);
        }}
      />
      <NumberField
        label="Patient"
        value={patient}
        onValue={(value) => {
          state.admit(seed, value);
        }}
      />
      <Choice
        legend="You see"
        options={[
          ['full', 'all, diabetes too, as the physician does'],
          ['observed', 'what the log holds'],
          ['projected', 'what a small model sees: no glucose'],
        ]}
        value={sight.value}
        onValue={look}
      />
      <p class="pg-note">
        The same ward and number are the same patient for everyone, and the same decisions have the same course.
      </p>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

function NumberField({ label, value, onValue }: NumberFieldProps): VNode {
  return (
    <label class="pg-field short">
      {label}
      <input
        type="number"
        min={1}
        max={9999}
        value={value}
        onChange={({ currentTarget }) => {
          const asked = Math.round(Number(currentTarget.value));
          const possible = asked >= 1 && asked <= 9999;
          if (possible) onValue(asked);
          else currentTarget.value = String(value);
        }}
      />
    </label>
  );
}
