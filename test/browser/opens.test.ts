import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';

describeInBrowser('a report that is opened from disk', () => {
  it.for(['thousand', 'two', 'plain'] as const)(
    'says nothing on the console and asks for nothing: %s',
    async (name) => {
      const { file } = await reportPage(name);
      const { page, messages, requests } = await openPage(file);
      await page.mouse.wheel(0, 1e5);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      expect([messages, requests]).toEqual([[], []]);
    },
  );

  it('is in the browser what the command rendered', async () => {
    const { file } = await reportPage('thousand');
    const [asleep, awake] = [await openPage(file, { javaScript: false }), await openPage(file)];
    // What scripts draw at the width that there is, they draw at another one than the command.
    const words = (): string => document.getElementById('app')!.textContent;
    expect(await awake.page.evaluate(words)).toBe(await asleep.page.evaluate(words));
  });
});
