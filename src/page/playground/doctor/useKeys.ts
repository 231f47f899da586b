import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { simulator } from '../pipeline/world.js';
import { toggled } from './toggled.js';
import type { WardState } from './wardState.js';

/** Where a key means what it always means. */
const OWN = 'input, select, textarea, summary, a, [role=region], button:not([data-treatment])';

/**
 * Keys of the ward: 1, 2, 3 toggle a treatment, Enter treats. They act where the focus is in the ward, or nowhere.
 *
 * @returns for the element of the ward
 */
export function useKeys(state: WardState): RefObject<HTMLElement> {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (target !== document.body && !box.current!.contains(target)) return;
      if (target.matches(OWN)) return;
      if (event.key === 'Enter') state.treat();
      else {
        const part = '123'.indexOf(event.key);
        if (part < 0 || event.key === '') return;
        state.choose(toggled(simulator(), state.choice.value, part));
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  }, []);
  return box;
}
