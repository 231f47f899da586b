import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';
import { sidewaysAt } from '../support/browser/sideways.js';

describeInBrowser('a report full of hostile names', () => {
  it('makes no element of them and runs nothing of them', async () => {
    const { file } = await reportPage('hostile');
    const { page, messages, requests } = await openPage(file);
    expect(await page.locator('img, iframe, [onload], [onerror], #app script, #app style').count()).toBe(0);
    expect([messages, requests]).toEqual([[], []]);
  });

  it('shows them as the texts that they are', async () => {
    const { file } = await reportPage('hostile');
    const { page } = await openPage(file);
    expect(await page.locator('#app').textContent()).toContain('<img src=x onerror=alert(1)>');
  });

  it('needs no scrolling sideways', async () => {
    const { file } = await reportPage('hostile');
    for (const width of [1280, 390]) {
      const { page } = await openPage(file, { width });
      expect(await sidewaysAt(page)).toEqual([]);
    }
  });
});
