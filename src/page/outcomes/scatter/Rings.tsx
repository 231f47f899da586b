import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';

export interface RingsProps {
  /** By episode. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly pointed: ReadonlySignal<number | undefined>;
}

/** Around the patient that is shown, and thinner around the one that is pointed at. */
export function Rings({ points, pointed }: RingsProps): VNode {
  const { state } = usePage();
  const patient = useComputed(() => state.view.value.patient).value;
  const other = pointed.value;
  return (
    <>
      {other !== undefined && <circle class="ring pointed" cx={points[other].x} cy={points[other].y} r={7} />}
      <circle class="ring" cx={points[patient].x} cy={points[patient].y} r={8.5} />
    </>
  );
}
