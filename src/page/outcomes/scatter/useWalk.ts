import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { usePage } from '../../state/pageContext.js';
import { selectPatient } from '../../state/selectPatient.js';

export interface Walk {
  /** Takes arrow keys, Home, End and Enter. */
  readonly walk: (event: KeyboardEvent) => void;
  /** Shows an episode, if it is one. */
  readonly show: (episode: number | undefined) => void;
}

/** Ways through the marks without a pointer: by effect, from the patient that is shown. */
export function useWalk(effect: Float64Array, pointed: Signal<number | undefined>): Walk {
  const { state } = usePage();
  const order = useMemo(() => {
    let sorted: Uint32Array | undefined;
    return () => (sorted ??= Uint32Array.from(effect.keys()).sort((a, b) => effect[a] - effect[b] || a - b));
  }, [effect]);
  const show = (episode: number | undefined): void => {
    if (episode !== undefined) selectPatient(state, episode);
  };
  const walk = (event: KeyboardEvent): void => {
    const episodes = order();
    const at = episodes.indexOf(pointed.peek() ?? state.view.peek().patient);
    const last = episodes.length - 1;
    const to = new Map([
      ['ArrowRight', at + 1],
      ['ArrowLeft', at - 1],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (event.key === 'Enter') show(pointed.peek());
    else if (to !== undefined) pointed.value = episodes[Math.max(0, Math.min(last, to))];
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { walk, show };
}
