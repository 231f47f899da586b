import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { percent } from '../../../src/report/numbers.js';

/** Columns by name. */
export type Row = Readonly<Record<string, string>>;

/** Words of a page for each outcome, the good first. */
export const WORDS: Readonly<Record<string, string>> = { discharge: 'discharged', alive: 'in care', death: 'dead' };

/** What `evaluate --out` says of each patient. */
export function evaluated(folder: string, mechanism: string): Row[] {
  const text = readFileSync(join(folder, `${mechanism}.csv`), 'utf8');
  return parse(text, { columns: true, comment: '#', comment_no_infix: true });
}

/** Follows a link within the page. */
export async function follow(page: Page, link: string): Promise<void> {
  await page.evaluate(async (hash) => {
    if (location.hash === hash) return;
    const arrived = new Promise((done) => {
      addEventListener('hashchange', done, { once: true });
    });
    location.hash = hash;
    await arrived;
    await new Promise((done) => setTimeout(done));
  }, link);
}

/** The head of a patient with what would have become of it, as a page is to tell them. */
export function headOf(row: Row): [name: string, would: string] {
  const shares = Object.entries(WORDS).map(([outcome, word]) => [percent(Number(row[`p_${outcome}`])), word]);
  const shown = shares.filter(([share]) => share !== percent(0)).map((pair) => pair.join(' '));
  return [`Patient ${row.episode}`, `With the policy: ${shown.join(', ')} at step 20.`];
}

/** The same as the page tells it, of each patient from the one that is shown on, in the order of the list. */
export function headsShown(page: Page, n: number): Promise<[name: string, would: string][]> {
  return page.evaluate(async (most) => {
    const seen: [string, string][] = [];
    const text = (of: string): string => document.querySelector(`#patient .patient-head ${of}`)!.textContent;
    for (;;) {
      seen.push([text('h2'), text('.cf')]);
      const next = document.querySelector<HTMLButtonElement>('#patient button[aria-label="Next patient"]')!;
      if (seen.length === most || next.disabled) return seen;
      next.click();
      await new Promise((done) => setTimeout(done));
    }
  }, n);
}
