import type { Reporter, TestModule } from 'vitest/node';
import { chromium } from './browser/chromium.js';

/**
 * Ends the output with the plain line `N passed, N failed` (and `, N skipped`), whatever the terminal; before it what
 * was left out for want of a browser and, in a red run, how to draw the same cases again.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    let needBrowser = 0;
    for (const module of modules) {
      // A file that fails while loading has errors of its own and runs no test.
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
        if (state === 'skipped' && module.relativeModuleId.startsWith('test/browser/')) needBrowser += 1;
      }
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    const { COUPLET_SEED: seed = '', COUPLET_TESTS: tests } = process.env;
    const replay = `COUPLET_SEED=${seed} npm run ${tests === 'long' ? 'test:long' : 'check:tests'}`;
    // After the summary of the default reporter, which prints in the same hook.
    process.on('exit', () => {
      const found = chromium();
      if (needBrowser > 0 && 'missing' in found)
        process.stdout.write(`left out: ${needBrowser} tests in a browser (test/browser): ${found.missing}\n`);
      if (count.failed > 0) process.stdout.write(`Property tests draw the same cases again by ${replay}\n`);
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
    });
  }
}
