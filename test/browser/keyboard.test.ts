import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { pictureOf, show, treatmentsOn } from '../support/browser/explore.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';

describeInBrowser('the keys of a report', () => {
  let page: Page;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const name = (): Promise<string> => page.locator('#patient-name').innerText();
  const takeOver = (): Promise<string> => page.getByRole('slider', { name: /takes over/ }).inputValue();

  beforeAll(async () => {
    ({ page } = await openPage((await reportPage('thousand')).file));
  });

  beforeEach(async () => {
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
    });
    await show(page, '#patient-516');
  });

  it('J and K go through the list of patients', async () => {
    const first = await name();
    await press('j');
    expect(await name()).not.toBe(first);
    await press('k');
    expect(await name()).toBe(first);
  });

  it('brackets move the step at which the policy takes over', async () => {
    for (const key of [']', ']', ']', '[']) await press(key);
    expect(await takeOver()).toBe('2');
  });

  it('digits turn treatments on and off, and 0 goes back to the policy', async () => {
    for (const part of [0, 1, 2]) {
      const before = await treatmentsOn(page);
      await press(String(part + 1));
      const flipped = before.map((on, k) => (k === part ? String(on !== 'true') : on));
      expect(await treatmentsOn(page)).toEqual(flipped);
    }
    await press(']');
    expect(await page.locator('.patient-plan').count()).toBe(1);
    await press('0');
    expect(await page.locator('.patient-plan').count()).toBe(0);
  });

  it('Ctrl Z takes back, and with shift does again', async () => {
    const before = await pictureOf(page);
    await press('1');
    const after = await pictureOf(page);
    expect(after).not.toBe(before);
    await press('Control+z');
    expect(await pictureOf(page)).toBe(before);
    await press('Shift+Control+z');
    expect(await pictureOf(page)).toBe(after);
  });

  it('? opens their table, in which they do nothing, and Escape closes it', async () => {
    await press('?');
    expect(await page.locator('dialog').isVisible()).toBe(true);
    await press('j');
    expect(await name()).toBe('Patient 516');
    await press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
  });

  it('/ leads to a patient by name, where keys are letters', async () => {
    await press('/');
    await page.keyboard.type('jk[]1230?/');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('jk[]1230?/');
    expect([await name(), await takeOver()]).toEqual(['Patient 516', '0']);
    await press('Control+a');
    await page.keyboard.type('17');
    expect(await name()).toBe('Patient 516');
    await press('Enter');
    expect(await name()).toBe('Patient 17');
  });

  it('are a choice’s own where one has the focus', async () => {
    for (const label of ['Sort by', 'Mechanism assumed']) {
      await page.getByLabel(label).focus();
      await press('j');
      await press('1');
      expect(await name()).toBe('Patient 516');
      expect(await page.locator('.patient-plan').count()).toBe(0);
    }
  });

  it('arrows go from step to step where the timeline has the focus', async () => {
    const step = page.getByRole('slider', { name: 'Step' });
    await step.focus();
    for (const [key, to] of [
      ['ArrowRight', '1'],
      ['End', '20'],
      ['ArrowLeft', '19'],
      ['Home', '0'],
    ]) {
      await press(key);
      expect(await step.getAttribute('aria-valuenow')).toBe(to);
    }
  });
});

describeInBrowser('the focus in a report', () => {
  it('begins with a way past the top, and is seen wherever it goes', async () => {
    const { page } = await openPage((await reportPage('thousand')).file);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'To the report' });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    const { x, y } = (await skip.boundingBox())!;
    expect([x >= 0, y >= 0]).toEqual([true, true]);

    const unseen: string[] = [];
    const stops = new Set<string>();
    for (let tab = 0; tab < 30; tab++) {
      const { html, isSeen } = await page.evaluate(focused);
      stops.add(html);
      if (!isSeen) unseen.push(html);
      await page.keyboard.press('Tab');
    }
    expect(unseen).toEqual([]);
    expect(stops.size).toBe(30);

    await skip.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true);
  });
});

/** What has the focus, and whether an outline tells so, in a place that is on the screen. */
function focused(): { readonly html: string; readonly isSeen: boolean } {
  const element = document.activeElement!;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, width } = element.getBoundingClientRect();
  // Of a drawing, which draws its own outline thicker.
  const drawn = element.querySelector('.step-outline');
  const isOutlined = drawn
    ? parseFloat(getComputedStyle(drawn).strokeWidth) > 3
    : outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  const isOnScreen = width > 0 && bottom > 0 && top < innerHeight;
  const { parentElement } = element;
  return {
    html: `${parentElement?.textContent.slice(0, 20)} ${element.outerHTML.slice(0, 160)}`,
    isSeen: isOutlined && isOnScreen,
  };
}
