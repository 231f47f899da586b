import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import { type Scattered, markWords } from './scatterWords.js';

export interface RingsProps {
  readonly scattered: Scattered;
  /** By episode. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly pointed: ReadonlySignal<number | undefined>;
}

/** Around the patient that is shown, and thinner around the one that is pointed at; each says who it is. */
export function Rings({ scattered, points, pointed }: RingsProps): VNode {
  const { state } = usePage();
  const patient = useComputed(() => state.view.value.patient).value;
  const ring = (name: string, e: number, r: number): VNode => (
    <circle class={name} cx={points[e].x} cy={points[e].y} r={r}>
      <title>{markWords(scattered, e)}</title>
    </circle>
  );
  const other = pointed.value;
  return (
    <>
      {ring('ring', patient, 8.5)}
      {other !== undefined && ring('ring pointed', other, 7)}
    </>
  );
}
