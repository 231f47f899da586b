import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import { takeOverWords } from '../words/takeOverWords.js';

/** From which step on the policy acts. A drag is one change. */
export function TakeOver(): VNode {
  const { report, state, live } = usePage();
  const { log } = report;
  const patient = useComputed(() => live.supposed.value.patient).value;
  const takeOver = useComputed(() => live.supposed.value.takeOver).value;
  const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
  const words = takeOverWords(takeOver, length);
  return (
    <label class="explorer-slider">
      The policy takes over <b>{words}</b>
      <input
        type="range"
        min={0}
        max={length}
        value={takeOver}
        aria-valuetext={words}
        title="[ a step earlier, ] a step later"
        onInput={({ currentTarget }) => {
          state.begin();
          state.change((draft) => {
            draft.takeOver = currentTarget.valueAsNumber;
          });
          // A step that was refused shows as one.
          currentTarget.valueAsNumber = state.view.peek().takeOver;
        }}
        onChange={state.commit}
      />
    </label>
  );
}
