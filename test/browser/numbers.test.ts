import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { decimal, percent, signed } from '../../src/report/numbers.js';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { MECHANISMS } from '../support/browser/recipes.js';
import { type ReportPage, reportPage } from '../support/browser/reportPage.js';

type Row = Readonly<Record<string, string>>;

/** Words of the page for each outcome, the good first. */
const WORDS: Readonly<Record<string, string>> = { discharge: 'discharged', alive: 'in care', death: 'dead' };

describeInBrowser('figures of a page', () => {
  let made: ReportPage;
  let page: Page;

  beforeAll(async () => {
    made = await reportPage('thousand');
    ({ page } = await openPage(made.file));
    await page.getByLabel('Sort by').selectOption('name');
  });

  it.for(MECHANISMS)('are those of evaluate --out, of every patient in the list: %s', async (mechanism) => {
    const rows = evaluated(made.folder, mechanism);
    await page.evaluate(goTo, `#patient-0?by=${mechanism}`);
    expect(await page.evaluate(wholeList)).toEqual(
      rows.map((row) => {
        const [was, lower, upper] = [row.observed_return, row.lower_nothing, row.upper_nothing].map(Number);
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

  it.for(MECHANISMS)('are those of every patient when that one is shown: %s', async (mechanism) => {
    const rows = evaluated(made.folder, mechanism);
    await page.evaluate(goTo, `#patient-0?by=${mechanism}`);
    expect(await page.evaluate(everyPatient, rows.length)).toEqual(
      rows.map((row) => {
        const shares = Object.entries(WORDS).map(([outcome, word]) => [percent(Number(row[`p_${outcome}`])), word]);
        const shown = shares.filter(([share]) => share !== percent(0)).map((pair) => pair.join(' '));
        return [`Patient ${row.episode}`, `With the policy: ${shown.join(', ')} at step 20.`];
      }),
    );
  });
});

function evaluated(folder: string, mechanism: string): Row[] {
  const text = readFileSync(join(folder, `${mechanism}.csv`), 'utf8');
  return parse(text, { columns: true, comment: '#', comment_no_infix: true });
}

async function goTo(hash: string): Promise<void> {
  const arrived = new Promise((done) => {
    addEventListener('hashchange', done, { once: true });
  });
  if (location.hash === hash) return;
  location.hash = hash;
  await arrived;
  await new Promise((done) => setTimeout(done));
}

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
      cells.push(Array.from(row.children, ({ textContent }) => textContent.trim()));
  while (await press('Next'));
  return cells;
}

/** Name and outcomes of each patient, from the one that is shown on in the order of the list. */
async function everyPatient(n: number): Promise<string[][]> {
  const seen: string[][] = [];
  const text = (of: string): string => document.querySelector(`#patient .patient-head ${of}`)!.textContent;
  for (;;) {
    seen.push([text('h2'), text('.cf')]);
    const next = document.querySelector<HTMLButtonElement>('#patient .patient-pager button:last-child')!;
    if (seen.length === n || next.disabled) return seen;
    next.click();
    await new Promise((done) => setTimeout(done));
  }
}
