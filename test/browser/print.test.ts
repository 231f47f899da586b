import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';
import { sidewaysAt } from '../support/browser/sideways.js';

describeInBrowser('a report on paper', () => {
  it('has all that is read and nothing that is pressed, in light colours', async () => {
    const { file } = await reportPage('thousand');
    // The width of A4 within its margins.
    const { page } = await openPage(file, { print: true, dark: true, width: 688 });
    expect(await page.locator('button:visible, select:visible, input:visible, nav:visible').allTextContents()).toEqual(
      [],
    );
    expect(await page.locator('#answer').innerText()).toContain('Do not rely on it.');
    expect(await page.locator('figure svg:visible').count()).toBeGreaterThanOrEqual(9);
    const colours = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(27, 31, 36)']);
    expect(await sidewaysAt(page)).toEqual([]);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(100_000);
  });
});
