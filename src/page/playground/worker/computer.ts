import type { Kind, Kinds, Reply, Request } from './messages.js';
import { createWork } from './work.js';

/** How long what is under way may go on after a change, in milliseconds, before it is broken off. */
const PATIENCE = 250;

/** What a request comes to. */
export interface Listener<Part> {
  readonly part: (part: Part) => void;
  readonly done?: () => void;
  readonly failed: (message: string) => void;
}

/** Computes beside the page. */
export interface Computer {
  /** Asks for something; what was asked of the same kind before is left. */
  readonly ask: <K extends Kind>(kind: K, input: Kinds[K]['input'], listener: Listener<Kinds[K]['part']>) => void;
}

/** What a worker has that is used here. */
export interface WorkerLike {
  onmessage: ((event: { readonly data: Reply }) => void) | null;
  onerror: (() => void) | null;
  postMessage: (request: Request) => void;
  terminate: () => void;
}

interface Asked {
  readonly request: Request;
  readonly listener: Listener<never>;
}

/**
 * @param start makes a worker, or throws where there can be none: then the page computes itself, and has its turn
 *   between two parts
 */
export function createComputer(start: () => WorkerLike): Computer {
  const asked = new Map<Kind, Asked>();
  let id = 0;
  let port: Pick<WorkerLike, 'postMessage' | 'terminate'> | undefined;
  let isLocal = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = ({ id: of, kind, state, part, message }: Reply): void => {
    clearTimeout(timer);
    const current = asked.get(kind);
    if (current?.request.id !== of) return;
    if (state === 'part') current.listener.part(part as never);
    if (state !== 'done' && state !== 'failed') return;
    asked.delete(kind);
    if (state === 'done') current.listener.done?.();
    else current.listener.failed(message!);
  };
  /** In the page itself, which listens between two parts and cannot be ended. */
  const local = (): Pick<WorkerLike, 'postMessage' | 'terminate'> => {
    isLocal = true;
    return { postMessage: createWork(hear), terminate: () => undefined };
  };
  const open = (): Pick<WorkerLike, 'postMessage' | 'terminate'> => {
    if (port) return port;
    try {
      const made = start();
      made.onmessage = ({ data }) => {
        hear(data);
      };
      made.onerror = () => {
        port = local();
        askAgain();
      };
      return (port = made);
    } catch {
      return (port = local());
    }
  };
  const askAgain = (): void => {
    for (const { request } of asked.values()) open().postMessage(request);
  };
  const restart = (): void => {
    port?.terminate();
    port = undefined;
    askAgain();
  };
  return {
    ask(kind, input, listener) {
      const busy = asked.size > 0;
      const request = { id: ++id, kind, input };
      asked.set(kind, { request, listener });
      open().postMessage(request);
      clearTimeout(timer);
      // One long computation does not listen: it is ended, and what it kept for later is lost with it.
      if (busy && !isLocal) timer = setTimeout(restart, PATIENCE);
    },
  };
}
