import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';
import { sidewaysAt } from '../support/browser/sideways.js';

/** 640 is 1,280 pixels at a zoom of 200 %. */
const WIDTHS = [1280, 1000, 640, 560, 390, 320];

describeInBrowser('a report in windows of every width', () => {
  it.for(['thousand', 'two', 'plain'] as const)('needs no scrolling sideways: %s', async (name) => {
    const { file } = await reportPage(name);
    const { page } = await openPage(file);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      // What measures its width draws anew in the next frame.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await sidewaysAt(page), `${width} pixels`).toEqual([]);
    }
  });

  it('cuts no words off at 320 pixels', async () => {
    const { file } = await reportPage('thousand');
    const { page } = await openPage(file, { width: 320 });
    const cut = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '#app p, #app li, #app h1, #app h2, #app h3, #app button, #app label, #app figcaption',
        ),
      ]
        .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
        .map(({ textContent, scrollWidth, clientWidth }) => `${textContent}: ${scrollWidth} of ${clientWidth}`),
    );
    expect(cut).toEqual([]);
  });
});
