import type { Page } from 'playwright-core';
import { follow } from './patients.js';

/** Shows what a link of the page asks for, whatever was done in the page before. */
export async function show(page: Page, link: string): Promise<void> {
  // By way of a part of the page, as the address may be that of the link already.
  await follow(page, '#answer');
  await follow(page, link);
  await settled(page);
}

/** Until all that is computed when there is time is there, and drawn. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#patient:not(:has(.explorer-pending))').waitFor({ timeout: 60_000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** All that is drawn of the patient, as markup. */
export async function pictureOf(page: Page): Promise<string> {
  await settled(page);
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('#patient svg'), ({ outerHTML }) => outerHTML).join('\n'),
  );
}

/** Which treatments the plan gives at the step that is looked at. */
export function treatmentsOn(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.explorer-toggles button')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-pressed')));
}

/** The rows of the explorer's result: a term with its value each. */
export function resultOf(page: Page): Promise<string[]> {
  return page.locator('.explorer-result > div').allInnerTexts();
}
