import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { type Row, evaluated } from '../support/browser/patients.js';
import { MECHANISMS } from '../support/browser/recipes.js';
import { type ReportPage, reportPage } from '../support/browser/reportPage.js';

describeInBrowser('what a report hands out', () => {
  let made: ReportPage;
  let page: Page;
  let messages: readonly string[];

  beforeAll(async () => {
    made = await reportPage('thousand');
    ({ page, messages } = await openPage(made.file));
  });

  it('as CSV is what evaluate writes, by the mechanism that is chosen', async () => {
    for (const mechanism of ['gumbel-max', 'maximal']) {
      await page.getByLabel('Mechanism assumed').selectOption({ label: mechanism });
      const { name, text } = await saved(page, page.getByRole('button', { name: 'Patients as CSV' }));
      expect(name).toBe('patients.csv');
      const rows: Row[] = parse(text, { columns: true, comment: '#', comment_no_infix: true });
      expect(rows).toEqual(evaluated(made.folder, mechanism));
    }
  });

  it('as JSON is what evaluate prints, of every mechanism', async () => {
    const { name, text } = await saved(page, page.getByRole('button', { name: 'All figures as JSON' }));
    expect(name).toBe('report.json');
    const [{ mechanisms }] = (JSON.parse(text) as { policies: { mechanisms: Figures[] }[] }).policies;
    expect(mechanisms.map(({ mechanism }) => mechanism)).toEqual(MECHANISMS);
    for (const { mechanism, observed, counterfactual, effect, episodes } of mechanisms) {
      const printed = JSON.parse(readFileSync(join(made.folder, `${mechanism}.json`), 'utf8')) as Figures;
      expect({ observed, counterfactual, effect }).toEqual({
        ...{ observed: printed.observed, counterfactual: printed.counterfactual, effect: printed.effect },
      });
      expect(episodes).toHaveLength(1000);
    }
  });

  it('as SVG is every figure by itself, in colours of its own', async () => {
    const buttons = await page.getByRole('button', { name: /^Save as SVG: / }).all();
    expect(buttons.length).toBeGreaterThanOrEqual(9);
    // The report's own policy lets nothing be parsed in it.
    const parser = await page.context().newPage();
    for (const button of buttons) {
      const { name, text } = await saved(page, button);
      expect(name).toMatch(/^[a-z0-9-]+\.svg$/);
      expect(text).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(text).not.toMatch(/var\(| class=| style=|<script|<foreignObject/);
      const paints = new Set(Array.from(text.matchAll(/ (?:fill|stroke)="([^"]*)"/g), ([, paint]) => paint));
      expect([...paints].filter((paint) => !/^(none|rgba?\([\d., ]+\)|#[0-9a-f]{6}|url\(.*\))$/.test(paint))).toEqual(
        [],
      );
      expect(paints.size, name).toBeGreaterThan(2);
      const faults = await parser.evaluate(
        (svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('parsererror').length,
        text,
      );
      expect(faults).toBe(0);
    }
    expect(messages).toEqual([]);
  });
});

interface Figures {
  readonly mechanism: string;
  readonly observed: unknown;
  readonly counterfactual: unknown;
  readonly effect: unknown;
  readonly episodes: readonly unknown[];
}

/** What a press of a button saves. */
async function saved(page: Page, button: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}
