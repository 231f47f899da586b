import { afterEach, expect, it, vi } from 'vitest';
import { ownWorker } from '../../../../src/page/playground/worker/ownWorker.js';

/** What makes workers, and remembers of what. */
function workers(made: string[]): (url: string) => void {
  return function (url) {
    made.push(url);
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('makes workers of the script, through a policy that lets only blobs through', async () => {
  let rules: { createScriptURL: (url: string) => string } | undefined;
  const made: string[] = [];
  vi.stubGlobal('Worker', workers(made));
  vi.stubGlobal('trustedTypes', {
    createPolicy(name: string, given: typeof rules) {
      expect(name).toBe('couplet-worker');
      rules = given;
      return given;
    },
  });
  ownWorker('let a = 1;')();
  expect(made).toHaveLength(1);
  expect(made[0]).toMatch(/^blob:/);
  expect(await (await fetch(made[0])).text()).toBe('let a = 1;');
  expect(() => rules!.createScriptURL('https://example.org/a.js')).toThrow(
    "worker: address must be of a blob, got 'https://example.org/a.js'",
  );
});

it('does without trusted types where there are none', () => {
  const made: string[] = [];
  vi.stubGlobal('Worker', workers(made));
  ownWorker('')();
  expect(made[0]).toMatch(/^blob:/);
});

it('throws where there are no workers', () => {
  vi.stubGlobal('Worker', undefined);
  expect(() => ownWorker('')()).toThrow();
});
