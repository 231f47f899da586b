import type { VNode } from 'preact';
import { assumptions } from '../../mechanisms/bounds/registry.js';
import { ASSUMPTION_NAMES } from './words/assumptionNames.js';
import { usePage } from '../state/pageContext.js';

/** How what stands here is to be read, and what looks like a fault and is none. */
export function Help(): VNode {
  const { noun } = usePage().report.words;
  return (
    <details class="explorer-help">
      <summary>How to read this</summary>
      <p>
        The {noun.one} of the log is supposed to meet the same luck again, and something else is done. What is not
        changed is done as the plan says: as in the log until the policy takes over, by the policy from then on.
      </p>
      <p>
        Luck is never seen. How it would have served another treatment is what a mechanism assumes; the bounds say what
        holds for all of them. That the model itself is right is supposed throughout.
      </p>
      <p>
        After ± stands the standard deviation: how far chance alone may carry the return of this one {noun.one}. It is
        no confidence interval.
      </p>
      <p>Narrower bounds suppose more of the mechanism:</p>
      <ul>
        {assumptions
          .filter(({ name }) => name in ASSUMPTION_NAMES)
          .map(({ name, summary }) => (
            <li>
              {ASSUMPTION_NAMES[name]}: {summary}
            </li>
          ))}
      </ul>
      <p>
        A run that comes back to the state and the treatment that were seen has from there on the future that was seen,
        for certain. So a change may mend a dip of one step and not the end: that is no fault.
      </p>
      <p>
        After the log nothing more is known of the {noun.one}. An action set there is taken too, and what follows goes
        by the model’s own chances.
      </p>
    </details>
  );
}
