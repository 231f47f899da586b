import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';

/**
 * Bytes and elements of the report on a thousand patients: what was reached, and about 2 to 5 % more. A change that needs
 * more has to say what for.
 */
const LIMITS = {
  /** What the page computes with is the library's own code, and Preact; without a schema's reader or a solver. */
  script: 242_500,
  /** Most of it the font, which has the letters of the page alone. */
  style: 91_000,
  /** A log with four mechanisms' effects and bounds, as packed columns; the rest is computed anew where it is asked for. */
  columns: 113_000,
  file: 578_000,
  /** Marks of one kind are one path, and a list has one page of rows in the document. */
  elements: 1_500,
};

describeInBrowser('a report', () => {
  it('stays small, and has few elements', async () => {
    const { file } = await reportPage('thousand');
    const { page } = await openPage(file);
    const found = await page.evaluate(() => {
      const bytes = (of: string): number => new Blob([document.querySelector(of)!.textContent]).size;
      return {
        script: bytes('script:not([type])'),
        style: bytes('style'),
        columns: bytes('#columns'),
        elements: document.querySelectorAll('*').length,
      };
    });
    const sizes = { ...found, file: readFileSync(file).length };
    for (const [of, limit] of Object.entries(LIMITS)) {
      const size = sizes[of as keyof typeof sizes];
      expect(size, of).toBeLessThan(limit);
      expect(size, `${of}: a limit far above what is there holds nothing`).toBeGreaterThan(0.75 * limit);
    }
  });
});
