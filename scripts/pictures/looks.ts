import { type OpenOptions, openPage } from '../../test/support/browser/openPage.js';

/** Of pages: what is shown, in which window. */
const LOOKS: Readonly<Record<string, OpenOptions & { readonly of: 'report' | 'playground'; readonly part?: string }>> =
  {
    'report-light-1280': { of: 'report' },
    'report-dark-390': { of: 'report', dark: true, width: 390 },
    'patient-light-390': { of: 'report', part: '#patient', width: 390 },
    'patient-dark-1280': { of: 'report', part: '#patient', dark: true },
    'explorer-light-1280': { of: 'report', part: '.explorer', hash: '#patient-0?from=2&at1=-&step=1' },
    'explorer-dark-390': { of: 'report', part: '.explorer', hash: '#patient-0?from=2&step=1', dark: true, width: 390 },
    'playground-light-1280': { of: 'playground' },
    'playground-dark-390': { of: 'playground', dark: true, width: 390 },
  };

/**
 * Pictures to look at: a report, a patient, a plan and the playground, in wide and narrow windows, by day and by night.
 *
 * @returns PNG files by name
 */
export async function* looks(
  files: Readonly<Record<'report' | 'playground', string>>,
): AsyncGenerator<readonly [name: string, picture: Uint8Array]> {
  for (const [name, { of, part, ...options }] of Object.entries(LOOKS)) {
    const { page, messages } = await openPage(files[of], options);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.locator('.explorer-pending').first().waitFor({ state: 'detached' });
    const picture = await (part === undefined ? page.screenshot() : page.locator(part).first().screenshot());
    if (messages.length > 0) throw new Error(`looks: ${name} must have nothing to say, got ${messages.join('; ')}`);
    yield [name, picture];
    await page.close();
  }
}
