import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import { openKeys } from '../keys/KeyTable.js';

/** Undo, redo, and the keys. */
export function PlanTools(): VNode {
  const { state } = usePage();
  return (
    <div class="explorer-tools">
      <button
        type="button"
        aria-label="Undo"
        title="Undo (Ctrl Z)"
        disabled={!state.canUndo.value}
        onClick={() => {
          state.undo();
        }}
      >
        ↶
      </button>
      <button
        type="button"
        aria-label="Redo"
        title="Redo (Ctrl Shift Z)"
        disabled={!state.canRedo.value}
        onClick={() => {
          state.redo();
        }}
      >
        ↷
      </button>
      <button type="button" aria-label="Keys" title="Keys (?)" onClick={openKeys}>
        ?
      </button>
    </div>
  );
}
