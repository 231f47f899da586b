import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { signed, decimal } from '../../../report/numbers.js';
import { outcomeList } from '../../patient/words/headline.js';
import { usePage } from '../../state/pageContext.js';
import { planEffect } from './planEffect.js';

/** Milliseconds between two announcements, at least. */
const PAUSE = 1000;

/** Says what a change brought to those who do not see it, the last one where several come in a second. */
export function Announcer(): VNode {
  const { report, live } = usePage();
  const [words, setWords] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    const end = live.course.subscribe(() => {
      if (isFirst) {
        isFirst = false;
        return;
      }
      timer ??= setTimeout(() => {
        timer = undefined;
        const { expectedReturn, outcomeProbability } = live.course.peek();
        const { effect } = planEffect(report, live.supposed.peek().patient, expectedReturn);
        setWords(
          `Effect ${signed(effect)}: would have returned ${decimal(expectedReturn)}, ${outcomeList(report.words.outcomes, outcomeProbability)}.`,
        );
      }, PAUSE);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, []);
  return (
    <p class="hidden" role="status" aria-live="polite">
      {words}
    </p>
  );
}
