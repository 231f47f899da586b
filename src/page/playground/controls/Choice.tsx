import type { VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface ChoiceProps<Value extends string> {
  readonly legend: string;
  /** With what each is called. */
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly value: Value;
  readonly onValue: (value: Value) => void;
}

/** One of a few, all of them to be seen. */
export function Choice<Value extends string>({ legend, options, value, onValue }: ChoiceProps<Value>): VNode {
  const name = useId();
  return (
    <fieldset class="pg-choice">
      <legend>{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            value={option}
            checked={option === value}
            onChange={() => {
              onValue(option);
            }}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
