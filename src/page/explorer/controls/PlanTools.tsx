import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../../state/pageContext.js';
import { openKeys } from '../keys/KeyTable.js';

/** Undo, redo, a link to what is shown, and the keys. */
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
      <CopyLink />
      <button type="button" aria-label="Keys" title="Keys (?)" onClick={openKeys}>
        ?
      </button>
    </div>
  );
}

/** A link that shows the same; where the browser lets no page copy, to be copied by hand. */
function CopyLink(): VNode {
  const { state, links } = usePage();
  const [copied, setCopied] = useState<string | true | undefined>(undefined);
  const copy = async (): Promise<void> => {
    const link = location.href.replace(/#.*$/, '') + links.codec.write(state.view.peek());
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      setCopied(link);
    }
  };
  return (
    <>
      <button
        type="button"
        title="Copy a link that shows the same"
        onClick={() => void copy()}
        onBlur={() => {
          if (copied === true) setCopied(undefined);
        }}
      >
        {copied === true ? 'Copied' : 'Copy link'}
      </button>
      {typeof copied === 'string' && (
        <input
          type="text"
          readOnly
          aria-label="Link to copy"
          value={copied}
          onFocus={({ currentTarget }) => {
            currentTarget.select();
          }}
        />
      )}
    </>
  );
}
