import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const PARTS = [
  ['answer', 'Answer'],
  ['outcomes', 'Outcomes'],
  ['patients', 'Patients'],
  ['patient', 'One patient'],
  ['mechanisms', 'Mechanisms'],
  ['diagnostics', 'Diagnostics'],
  ['made', 'How it was made'],
] as const;

/** The way to each part of the report, which stays in sight and shows where one is. */
export function TopBar(): VNode {
  const current = useCurrentPart();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current!.querySelector<HTMLElement>('[aria-current]');
    // Not `scrollIntoView`, which would move the page, too.
    if (link) nav.current!.scrollLeft = link.offsetLeft - nav.current!.offsetLeft - 24;
  }, [current]);
  return (
    <>
      <a class="skip" href="#main">
        To the report
      </a>
      <header class="top">
        <span class="brand">Couplet</span>
        <nav aria-label="Parts of the report" ref={nav}>
          {PARTS.map(([id, name]) => (
            <a href={`#${id}`} {...(id === current && { 'aria-current': 'true' })}>
              {name}
            </a>
          ))}
        </nav>
      </header>
    </>
  );
}

/** Of the parts, the last one that begins above the middle of the screen. */
function useCurrentPart(): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const look = (): void => {
      const middle = innerHeight / 2;
      const begun = PARTS.filter(([id]) => {
        const part = document.getElementById(id);
        return part !== null && part.getBoundingClientRect().top < middle;
      });
      setCurrent(begun.at(-1)?.[0]);
    };
    look();
    addEventListener('scroll', look, { passive: true });
    return () => {
      removeEventListener('scroll', look);
    };
  }, []);
  return current;
}
