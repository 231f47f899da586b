import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { copyText } from './copyText.js';

/** The command that makes the same report again. */
export function Command({ text }: { readonly text: string }): VNode {
  const line = useRef<HTMLElement>(null);
  const [told, tell] = useState('');
  return (
    <div class="made-command">
      <pre tabIndex={0} role="region" aria-label="The command that makes this report again">
        <code ref={line}>{text}</code>
      </pre>
      <button
        type="button"
        onClick={() => {
          void copyText(line.current!).then((isCopied) => {
            tell(isCopied ? 'Copied' : 'Selected: copy it by your keys');
          });
        }}
      >
        Copy
      </button>
      <span role="status">{told}</span>
    </div>
  );
}
