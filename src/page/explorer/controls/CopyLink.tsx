import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../../state/pageContext.js';

/** A link that shows the same; where the browser lets no page copy, to be copied by hand. */
export function CopyLink(): VNode {
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
    <div class="explorer-link">
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
    </div>
  );
}
