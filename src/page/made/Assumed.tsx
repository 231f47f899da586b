import type { VNode } from 'preact';
import type { Report } from '../../report/report.js';

/** What all of it rests on, and how far that was looked into. */
export function Assumed({ report: { words, mechanisms } }: { readonly report: Report }): VNode {
  const { one, many } = words.noun;
  const act = one === 'patient' ? 'treatment' : 'action';
  return (
    <div>
      <h3>What is assumed</h3>
      <ol class="assumed">
        <li>
          The {many} do not bear on each other, and what follows a state and a {act} does not hang on what was before
          it.
        </li>
        <li>
          Nothing that the states leave out drove both the {act} and what followed; tests of that are among the
          verdicts.
        </li>
        <li>
          The model is right: an error of it moves every figure that rests on it, and no interval or bound shows that.
        </li>
        <li>
          What would have happened to one {one} goes by {mechanisms[0].name}, which no data can confirm; bounds leave
          that open.
        </li>
      </ol>
    </div>
  );
}
