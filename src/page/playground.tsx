import './withoutEval.js';
import { hydrate } from 'preact';
import { Playground } from './playground/Playground.js';
import { playgroundContents } from './playground/playgroundContents.js';
import { createComputer } from './playground/worker/computer.js';
import type { Request } from './playground/worker/messages.js';
import { ownWorker } from './playground/worker/ownWorker.js';
import { createWork } from './playground/worker/work.js';

/** The page, or what computes for it: the same script, started in a worker. */
if (typeof document === 'undefined') serve();
else wake(document.currentScript!.textContent);

function wake(script: string): void {
  const about = JSON.parse(document.getElementById('about')!.textContent) as { readonly version: string };
  const contents = playgroundContents(about);
  hydrate(<Playground contents={contents} />, document.getElementById('app')!);
  contents.start(createComputer(ownWorker(script)));
  // Says that it answers now, to those who drive it.
  document.documentElement.dataset.awake = '';
}

function serve(): void {
  const scope = globalThis as unknown as {
    onmessage: (event: { readonly data: Request }) => void;
    postMessage: (message: unknown) => void;
  };
  const work = createWork((reply) => {
    scope.postMessage(reply);
  });
  scope.onmessage = ({ data }) => {
    work(data);
  };
}
