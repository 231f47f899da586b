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
    expect(await awake.page.evaluate(markup)).toEqual(await asleep.page.evaluate(markup));
  });
});

/** By tags, all but what is to differ: drawings, which are of the width that there is, and the part that one is at. */
function markup(): string[] {
  const app = document.getElementById('app')!.cloneNode(true) as HTMLElement;
  for (const drawing of app.querySelectorAll('svg')) drawing.replaceChildren();
  for (const svg of app.querySelectorAll('svg')) for (const { name } of [...svg.attributes]) svg.removeAttribute(name);
  for (const link of app.querySelectorAll('nav [aria-current]')) link.removeAttribute('aria-current');
  return app.innerHTML.split(/(?=<)/);
}
