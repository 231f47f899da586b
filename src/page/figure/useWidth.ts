import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels that the command draws at, as it has no screen. */
export const RENDERED_WIDTH = 700;

/**
 * The width that a figure has on the screen, in pixels: that of the element which is given the reference.
 *
 * @param first before it is measured, as where there is no screen
 */
export function useWidth(first: number = RENDERED_WIDTH): readonly [RefObject<HTMLDivElement>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => {
      setWidth(Math.round(element.clientWidth) || first);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [box, width];
}
