import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { decimal, signed } from '../../src/report/numbers.js';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { WORDS, evaluated, follow, headOf, headsShown } from '../support/browser/patients.js';
import { MECHANISMS } from '../support/browser/recipes.js';
import { type ReportPage, reportPage } from '../support/browser/reportPage.js';

describeInBrowser('figures of a page', () => {
  let made: ReportPage;
  let page: Page;

  beforeAll(async () => {
    made = await reportPage('thousand');
    ({ page } = await openPage(made.file));
    await page.getByLabel('Sort by').selectOption('name');
  });

  it.for(MECHANISMS)('are those of evaluate, of every patient in the list: %s', async (mechanism) => {
    await follow(page, `#patient-0?by=${mechanism}`);
    expect(await page.evaluate(wholeList)).toEqual(
      evaluated(made.folder, mechanism).map((row) => {
        const [was, lower, upper] = [row.observed_return, row.lower_none, row.upper_none].map(Number);
        return [
          row.episode,
          WORDS[row.observed_outcome],
          decimal(was),
          decimal(Number(row.counterfactual_return)),
          signed(Number(row.effect)),
          `${signed(lower - was)} to ${signed(upper - was)}`,
        ];
      }),
    );
  });

  // All of them are for `everyPatient.long.test.ts`.
  it.for(MECHANISMS)('are those of a patient when that one is shown: %s', async (mechanism) => {
    await follow(page, `#patient-0?by=${mechanism}`);
    expect(await headsShown(page, 40)).toEqual(evaluated(made.folder, mechanism).slice(0, 40).map(headOf));
  });
});

/** The cells of all rows, page by page. */
async function wholeList(): Promise<string[][]> {
  const press = async (name: string): Promise<boolean> => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('#patients .pager button')];
    const button = buttons.find(({ textContent }) => textContent === name)!;
    if (button.disabled) return false;
    button.click();
    await new Promise((done) => setTimeout(done));
    return true;
  };
  await press('First');
  const cells: string[][] = [];
  do
    for (const row of document.querySelectorAll('#patients tbody tr'))
      cells.push([
        row.querySelector('a')!.textContent,
        ...Array.from(row.querySelectorAll('td'), ({ textContent }) => textContent.trim()),
      ]);
  while (await press('Next'));
  return cells;
}
