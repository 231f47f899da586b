import type { VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface SliderProps {
  readonly label: string;
  /** What it can be, in order. */
  readonly values: readonly number[];
  readonly value: number;
  /** The value in words, with its unit. */
  readonly say: (value: number) => string;
  /** What it means, in a line. */
  readonly note?: string;
  readonly onValue: (value: number) => void;
}

/** A slider over given values, which says where it is in words. */
export function Slider({ label, values, value, say, note, onValue }: SliderProps): VNode {
  const id = useId();
  return (
    <div class="pg-control">
      <label for={id}>
        {label} <output for={id}>{say(value)}</output>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={values.length - 1}
        value={values.indexOf(value)}
        aria-valuetext={say(value)}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onInput={({ currentTarget }) => {
          onValue(values[Number(currentTarget.value)]);
        }}
      />
      {note !== undefined && (
        <p class="pg-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
