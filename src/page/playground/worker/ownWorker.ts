import type { WorkerLike } from './computer.js';

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}

/** What the page's policy lets its script make workers of: addresses of what the page itself holds, and nothing else. */
const trusted = (url: string): string => {
  if (!url.startsWith('blob:')) throw new TypeError(`worker: address must be of a blob, got '${url}'`);
  return url;
};

/**
 * Makes workers of the page's own script, so that nothing is in the file twice, and none is loaded.
 *
 * @param script its text
 * @throws where the browser has no workers, or allows none
 */
export function ownWorker(script: string): () => WorkerLike {
  const types = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy('couplet-worker', { createScriptURL: trusted });
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const address = policy ? policy.createScriptURL(url) : trusted(url);
  return () => new Worker(address) as WorkerLike;
}
