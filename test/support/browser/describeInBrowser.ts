import { afterAll, describe } from 'vitest';
import { chromium } from './chromium.js';
import { closePages } from './openPage.js';

/**
 * Tests that need a real browser: where there is none they are left out, and the closing lines of the run say so. Pages
 * that they open are closed after the last of them.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  describe.skipIf('missing' in chromium())(name, () => {
    afterAll(closePages);
    tests();
  });
}
