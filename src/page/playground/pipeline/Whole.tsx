import type { VNode } from 'preact';
import { Code } from '../controls/Code.js';
import { saveFile } from '../../figure/download/saveFile.js';
import type { PipelineState } from './pipelineState.js';
import { wholeProgram } from './program.js';

/** The lines beside the steps as one program, and the commands that do the same. */
export function Whole({ state: { settings } }: { readonly state: PipelineState }): VNode {
  const text = wholeProgram(settings.value);
  return (
    <details class="pg-whole">
      <summary>The whole program</summary>
      <p class="pg-note">It prints the very numbers above. With the package installed it runs as it is.</p>
      <Code label="The whole program" text={text} />
      <button
        type="button"

        onClick={() => {
          saveFile('pipeline.ts', text, 'text/plain');
        }}
      >
        Save as pipeline.ts
      </button>
    </details>
  );
}
