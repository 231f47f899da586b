import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { once } from '../../src/core/once.js';
import { createMemo } from '../../src/page/playground/memo.js';
import { runPipeline } from '../../src/page/playground/pipeline/runPipeline.js';
import { FIRST } from '../../src/page/playground/pipeline/settings.js';
import { decimal } from '../../src/report/numbers.js';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { sidewaysAt } from '../support/browser/sideways.js';
import { emptyFolder } from '../support/emptyFolder.js';
import { program } from '../support/program.js';
import { playedOut } from '../page/playground/doctor/played.js';
import { visitsCsv } from '../../src/page/playground/doctor/visitsCsv.js';

/** The page that the built command writes. */
const file = once(() => {
  const path = join(emptyFolder(), 'play.html');
  execFileSync(process.execPath, [program, 'playground', '--out', path], { stdio: 'ignore' });
  return path;
});

async function computed(page: Page): Promise<void> {
  await page.locator('.pg-status', { hasText: 'All computed' }).waitFor({ timeout: 60_000 });
}

/** Antibiotics until the end, by the keyboard alone. */
async function playOn(page: Page): Promise<void> {
  await page.locator('[data-treatment=antibiotics]').focus();
  await page.keyboard.press('1');
  for (let step = 0; step < 20; step++) await page.keyboard.press('Enter');
  await page.locator('.pg-others').waitFor({ timeout: 60_000 });
}

describeInBrowser('the playground, opened from disk', () => {
  it('computes in a worker what the library does, with no message and no request', async () => {
    const { page, messages, requests } = await openPage(file());
    await computed(page);
    expect(page.workers()).toHaveLength(1);
    const { results } = [...runPipeline(FIRST, createMemo())].at(-1)!;
    const answer = await page.locator('.pg-answer').textContent();
    expect(answer).toContain(`promised ${decimal(results.promise!.promise.value)} `);
    expect(answer).toContain(`worth ${decimal(results.promise!.truth.value)}:`);
    const drawn = await page.locator('.pg-estimates desc').textContent();
    for (const { value, interval } of results.estimates!)
      expect(drawn).toContain(`${decimal(value!)} [${decimal(interval!.lower)}, ${decimal(interval!.upper)}]`);
    expect([messages, requests]).toEqual([[], []]);
  });

  it('redoes what follows from a change, and breaks off what was under way', async () => {
    const { page } = await openPage(file());
    const patients = page.getByRole('slider', { name: 'Patients' });
    await patients.focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(1000);
    await page.keyboard.press('Home');
    await page.locator('.pg-answer', { hasText: 'from 100 patients' }).waitFor({ timeout: 10_000 });
    await computed(page);
    const { results } = [...runPipeline({ ...FIRST, patients: 100 }, createMemo())].at(-1)!;
    expect(await page.locator('.pg-answer').textContent()).toContain(`worth ${decimal(results.promise!.truth.value)}:`);
    await page.getByLabel('glucose too').check();
    // A run of other settings is a row of its own.
    await page.locator('.pg-runs tbody tr', { hasText: 'observed' }).waitFor({ timeout: 60_000 });
  });

  it('lets one play a patient to the end by the keyboard, and hands out the log', async () => {
    const { page, messages } = await openPage(file());
    await playOn(page);
    const visit = playedOut('anonymous', 1, 1, 4);
    expect(await page.evaluate(() => document.activeElement!.textContent)).toContain(
      `after ${visit.actions.length} steps`,
    );
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Save the log').click()]);
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(readFileSync(await download.path(), 'utf8')).toBe(visitsCsv([visit], version));
    await page.getByText('Next patient').click();
    expect(await page.locator('#ward h3').first().textContent()).toBe('Patient 2, at step 0 of 20');
    expect(messages).toEqual([]);
  });

  it('computes in the page itself where it may make no worker', async () => {
    const path = join(emptyFolder(), 'play.html');
    writeFileSync(path, readFileSync(file(), 'utf8').replace('worker-src blob:', "worker-src 'none'"));
    const { page } = await openPage(path);
    await computed(page);
    expect(page.workers()).toHaveLength(0);
    expect(await page.locator('.pg-answer').textContent()).toContain('promised 0.99');
  });

  it('keeps the table where that is asked for, and not else', async () => {
    const { page } = await openPage(file());
    await playOn(page);
    await page.reload();
    expect(await page.locator('#ward tbody tr').count()).toBe(0);
    await playOn(page);
    await page.getByLabel('keep the table').check();
    await page.reload();
    await page.locator('#ward .pg-runs tbody tr').waitFor();
    await page.getByLabel('keep the table').uncheck();
    await page.reload();
    expect(await page.locator('#ward .pg-runs tbody tr').count()).toBe(0);
  });

  it.for([{ width: 1280 }, { width: 390, dark: true }])('has no violation of the rules of axe: %o', async (options) => {
    const { page } = await openPage(file(), options);
    await computed(page);
    await playOn(page);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    const faults = found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
    expect(faults).toEqual([]);
  });

  it('needs no scrolling sideways', async () => {
    const { page } = await openPage(file());
    await computed(page);
    await playOn(page);
    for (const width of [1280, 1000, 640, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await sidewaysAt(page), `${width} pixels`).toEqual([]);
    }
  });

  it('is read without scripts: what is done, and the lines that do it', async () => {
    const { page } = await openPage(file(), { javaScript: false });
    const text = await page.locator('main').textContent();
    expect(text).toContain('policyIteration(mdp, { discount: 0.99 })');
  });

  it('stays small', () => {
    expect(statSync(file()).size).toBeLessThan(550_000);
  });
});
