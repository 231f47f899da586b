import type { VNode } from 'preact';
import { Ward } from './doctor/Ward.js';
import { Pipeline } from './pipeline/Pipeline.js';
import type { PlaygroundContents } from './playgroundContents.js';

/** Where a class tries what the library does, in the one world in which the truth is known. */
export function Playground({ contents }: { readonly contents: PlaygroundContents }): VNode {
  return (
    <div class="page playground">
      <header class="top">
        <span class="brand">Couplet</span>
        <nav aria-label="Parts of the playground">
          <a href="#pipeline">What is a promise worth?</a>
          <a href="#ward">Play doctor</a>
        </nav>
      </header>
      <main>
        <Pipeline state={contents.pipeline} />
        <Ward state={contents.ward} version={contents.version} />
      </main>
      <footer class="pg-foot">
        Couplet {contents.version}. All is computed in this page; nothing is sent anywhere. Simulated patients: no
        advice for real ones.
      </footer>
    </div>
  );
}
