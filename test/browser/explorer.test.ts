import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { decimal, signed } from '../../src/report/numbers.js';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { pictureOf, resultOf, settled, show, treatmentsOn } from '../support/browser/explore.js';
import { openPage } from '../support/browser/openPage.js';
import { evaluated } from '../support/browser/patients.js';
import { MECHANISMS } from '../support/browser/recipes.js';
import { type ReportPage, reportPage } from '../support/browser/reportPage.js';

/** Died, and would have lived under the policy. */
const PATIENT = '516';

describeInBrowser('the explorer', () => {
  let made: ReportPage;
  let page: Page;
  let messages: readonly string[];

  beforeAll(async () => {
    made = await reportPage('thousand');
    ({ page, messages } = await openPage(made.file));
  });

  beforeEach(async () => {
    await show(page, `#patient-${PATIENT}`);
  });

  it('takes back what was changed, to the same picture, and does it again', async () => {
    const before = await pictureOf(page);
    const treatments = await treatmentsOn(page);
    await page.locator('.explorer-toggles button:enabled').first().click();
    const toggled = await pictureOf(page);
    expect(await treatmentsOn(page)).not.toEqual(treatments);
    const takeOver = page.getByRole('slider', { name: /takes over/ });
    await takeOver.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const both = await pictureOf(page);
    expect(new Set([before, toggled, both]).size).toBe(3);

    const undo = page.getByRole('button', { name: 'Undo' });
    for (let press = 0; press < 2; press++) await undo.click();
    expect(await pictureOf(page)).toBe(toggled);
    await undo.click();
    expect(await pictureOf(page)).toBe(before);
    for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Redo' }).click();
    expect(await pictureOf(page)).toBe(both);
  });

  it('has the number of evaluate under every mechanism that it offers', async () => {
    const choice = page.getByLabel('Mechanism assumed');
    expect(await choice.locator('option').allTextContents()).toEqual(MECHANISMS);
    for (const mechanism of MECHANISMS) {
      await choice.selectOption({ label: mechanism });
      const row = evaluated(made.folder, mechanism).find(({ episode }) => episode === PATIENT)!;
      const [would, spread, was, effect] = [
        ...[row.counterfactual_return, row.return_variance].map(Number),
        ...[row.observed_return, row.effect].map(Number),
      ];
      expect(await page.locator('.explorer-result dd').allTextContents()).toEqual([
        `${decimal(would)} ± ${decimal(Math.sqrt(spread))}`,
        decimal(was),
        signed(effect),
      ]);
    }
  });

  it('makes the one decision the plan, which a link shows anew', async () => {
    await page.getByRole('button', { name: 'Try it: all else as it was' }).click();
    await settled(page);
    expect(await page.getByRole('button', { name: 'This is your plan' }).isDisabled()).toBe(true);
    const gain = /^Gain (\S+) under/.exec(
      (await page.locator('.explorer-decision .explorer-note').innerText()).trim(),
    )?.[1];
    const [, , effect] = await page.locator('.explorer-result dd').allTextContents();
    expect(effect).toBe(gain);
    // Written when nothing has changed for a while.
    await page.waitForFunction(() => /^#patient-516\?from=\d+&at\d+=/.test(location.hash));
    const hash = await page.evaluate(() => location.hash);

    const { page: anew } = await openPage(made.file, { hash });
    expect(await pictureOf(anew)).toBe(await pictureOf(page));
    expect(await resultOf(anew)).toEqual(await resultOf(page));
    expect(await anew.locator('.patient-plan').textContent()).toBe(await page.locator('.patient-plan').textContent());
  });

  it('leaves all of the page but the patient as it is', async () => {
    const touched = await page.evaluate(async () => {
      const found = new Set<string>();
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement!;
          if (!element.closest('#patient')) found.add(element.outerHTML.slice(0, 100));
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      document.querySelector<HTMLButtonElement>('.explorer-toggles button:enabled')!.click();
      await new Promise((done) => setTimeout(done, 100));
      observer.disconnect();
      return [...found];
    });
    expect(touched).toEqual([]);
  });

  it('has nothing to say on the console', () => {
    expect(messages).toEqual([]);
  });
});
