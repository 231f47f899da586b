import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { count } from '../../src/report/numbers.js';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { WORDS, evaluated, follow } from '../support/browser/patients.js';
import { type ReportPage, reportPage } from '../support/browser/reportPage.js';

describeInBrowser('the way to a patient', () => {
  let made: ReportPage;
  let page: Page;
  const name = (): Promise<string> => page.locator('#patient-name').innerText();
  const listed = (): Promise<string[]> => page.locator('#patients tbody tr a').allTextContents();

  beforeAll(async () => {
    made = await reportPage('thousand');
    ({ page } = await openPage(made.file, { hash: '#patient-516?step=3' }));
  });

  it('is a link', async () => {
    expect(await name()).toBe('Patient 516');
    expect(await page.getByRole('slider', { name: 'Step' }).getAttribute('aria-valuenow')).toBe('3');
    const box = (await page.locator('#patient').boundingBox())!;
    expect(box.y, 'the part of the patient is on the screen').toBeLessThan(100);
  });

  it('is the list, which shows those that are asked for, by effect', async () => {
    for (const [outcome, word] of Object.entries(WORDS)) {
      const rows = evaluated(made.folder, 'gumbel-max').filter((row) => row.observed_outcome === outcome);
      const gain = new Map(rows.map(({ episode, effect }) => [episode, Number(effect)]));
      await page
        .locator('.list-controls')
        .getByLabel('Show')
        .selectOption({ label: `${word} (${count(rows.length)})` });
      const episodes = await listed();
      expect(episodes.length).toBeGreaterThan(5);
      const gains = episodes.map((episode) => gain.get(episode)!);
      const largest = [...gain.values()].sort((a, b) => b - a).slice(0, gains.length);
      // Those that gain the same but for rounding are as in the log.
      expect(gains).toBeAllClose(largest, { rtol: 1e-9, atol: 1e-12 });
    }
  });

  it('is the next of the list', async () => {
    await page
      .locator('.list-controls')
      .getByLabel('Show')
      .selectOption({ label: await optionOf(page, WORDS.death) });
    await page.getByLabel('Sort by').selectOption('loss');
    const order = await listed();
    await page.locator('#patients tbody tr a').first().click();
    for (const episode of order.slice(0, 6)) {
      await expect.poll(name).toBe(`Patient ${episode}`);
      await page.keyboard.press('j');
    }
    await page.getByRole('button', { name: 'Previous patient' }).click();
    expect(await name()).toBe(`Patient ${order[5]}`);
  });

  it('leads back and forth as the browser does', async () => {
    const links = page.locator('#patients tbody tr a');
    const [first, second] = [await links.nth(1).innerText(), await links.nth(2).innerText()];
    await links.nth(1).click();
    await links.nth(2).click();
    await expect.poll(name).toBe(`Patient ${second}`);
    await page.goBack();
    await expect.poll(name).toBe(`Patient ${first}`);
    await page.goForward();
    await expect.poll(name).toBe(`Patient ${second}`);
  });

  it.for([
    ['#patient-nobody', "no patient of this log is called 'nobody'"],
    ['#patient-516?from=999', "there is no step 999 of patient '516'"],
    ['#patient-516?by=magic', "no mechanism of this report is called 'magic'"],
    ['#patient-%E0', "no patient of this log is called '%E0'"],
  ])('is not found by %s, and the page says why', async ([link, why]) => {
    const before = await name();
    await follow(page, link);
    expect(await page.locator('.explorer-notice').innerText()).toBe(`The link could not be followed: ${why}.`);
    expect(await name()).toBe(before);
    await follow(page, '#patient-17');
    expect([await name(), await page.locator('.explorer-notice').count()]).toEqual(['Patient 17', 0]);
  });

  it('leaves a link that it cannot follow in the address, to be mended', async () => {
    // What this changes is to be written into the address in a moment.
    await page.keyboard.press('j');
    await follow(page, '#patient-nobody');
    await page.waitForTimeout(600);
    expect(await page.evaluate(() => location.hash)).toBe('#patient-nobody');
    await follow(page, '#patient-17');
  });
});

/** Of the list's filter, the choice that begins so. */
async function optionOf(page: Page, word: string): Promise<string> {
  const options = await page.locator('.list-controls').getByLabel('Show').locator('option').allTextContents();
  return options.find((option) => option.startsWith(word))!;
}
