import type { Reporter, TestModule } from 'vitest/node';
import { chromium } from './browser/chromium.js';
import { withoutRedis } from './servers/redisServer.js';

const WITH_REDIS = /^test\/cli\/(queue\/|options\/worker\.)/;

/**
 * Ends the output with the plain line `N passed, N failed` (and `, N skipped`), whatever the terminal; before it what
 * was left out for want of a browser or a server and, in a red run, how to draw the same cases again.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    const needed = { browser: 0, redis: 0 };
    for (const module of modules) {
      // A file that fails while loading has errors of its own and runs no test.
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
        if (state !== 'skipped') continue;
        if (module.relativeModuleId.startsWith('test/browser/')) needed.browser += 1;
        if (WITH_REDIS.test(module.relativeModuleId)) needed.redis += 1;
      }
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    const { COUPLET_SEED: seed = '', COUPLET_TESTS: tests } = process.env;
    const replay = `COUPLET_SEED=${seed} npm run ${tests === 'long' ? 'test:long' : 'check:tests'}`;
    // After the summary of the default reporter, which prints in the same hook.
    process.on('exit', () => {
      const found = chromium();
      if (needed.browser > 0 && 'missing' in found)
        process.stdout.write(`left out: ${needed.browser} tests in a browser (test/browser): ${found.missing}\n`);
      if (needed.redis > 0 && withoutRedis !== undefined)
        process.stdout.write(`left out: ${needed.redis} tests of the queue (test/cli/queue): ${withoutRedis}\n`);
      if (count.failed > 0) process.stdout.write(`Property tests draw the same cases again by ${replay}\n`);
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
    });
  }
}
