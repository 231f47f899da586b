import { judge } from '../doctor/judge.js';
import { createMemo } from '../memo.js';
import { runPipeline } from '../pipeline/runPipeline.js';
import type { Kind, Kinds, Reply, Request } from './messages.js';

/**
 * What does the computing, in a worker or where there is none: takes requests, and answers them part by part. Between two
 * parts it listens, and leaves a request for a newer one of its kind.
 */
export function createWork(answer: (reply: Reply) => void): (request: Request) => void {
  const memo = createMemo();
  const newest = new Map<Kind, number>();
  const tasks: { readonly [K in Kind]: (input: Kinds[K]['input']) => Iterable<unknown> | AsyncIterable<unknown> } = {
    pipeline: (settings) => runPipeline(settings, memo),
    judge: ({ visit, mechanism }) => one(judge(visit, mechanism)),
  };
  return ({ id, kind, input }) => {
    newest.set(kind, id);
    const isStale = (): boolean => newest.get(kind) !== id;
    const run = async (): Promise<void> => {
      await pause();
      if (isStale()) return;
      answer({ id, kind, state: 'started' });
      for await (const part of tasks[kind](input as never)) {
        if (isStale()) return;
        answer({ id, kind, state: 'part', part });
        await pause();
        if (isStale()) return;
      }
      answer({ id, kind, state: 'done' });
    };
    run().catch((error: unknown) => {
      answer({ id, kind, state: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
  };
}

async function* one<Value>(value: Promise<Value>): AsyncGenerator<Value> {
  yield await value;
}

/** Lets messages, and where there is no worker the page, have their turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
