import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { evaluated } from '../support/browser/patients.js';
import { reportPage } from '../support/browser/reportPage.js';

describeInBrowser('a report without scripts', () => {
  it('has its answer, its figures, and the first patients', async () => {
    const { folder, file } = await reportPage('thousand');
    const { page, messages } = await openPage(file, { javaScript: false });
    expect(await page.locator('h1').innerText()).toMatch(/have treated these patients better\?$/);
    expect(await page.locator('#answer').innerText()).toContain('Do not rely on it.');
    expect(await page.locator('figure svg:visible').count()).toBeGreaterThanOrEqual(9);
    const [first] = await page.locator('#patients tbody tr').allInnerTexts();
    const gains = evaluated(folder, 'gumbel-max').map(({ effect }) => Number(effect));
    expect(first).toContain(`+${Math.max(...gains).toFixed(2)}`);
    const decision = await page.locator('.explorer-decision').innerText();
    expect(decision).toMatch(/At step \d+, .* instead of .*: (<|>)?\d+\s% discharged, against \d+\s% as it was\./);
    expect(decision).toMatch(/Gain \+\d\.\d\d under gumbel-max; .* \d+ logged cases? of it in that state\./);
    for (const bounds of await page.locator('.explorer-bounds dd').allInnerTexts()) expect(bounds).toMatch(/\d\.\d\d$/);
    expect(messages).toEqual([]);
  });
});
