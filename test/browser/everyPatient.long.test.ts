import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { openPage } from '../support/browser/openPage.js';
import { evaluated, follow, headOf, headsShown } from '../support/browser/patients.js';
import { MECHANISMS } from '../support/browser/recipes.js';
import { reportPage } from '../support/browser/reportPage.js';

describeInBrowser('every patient of a page', () => {
  it.for(MECHANISMS)('is shown with the figures of evaluate: %s', async (mechanism) => {
    const { folder, file } = await reportPage('thousand');
    const { page } = await openPage(file, { hash: `#patient-0?by=${mechanism}` });
    await page.getByLabel('Sort by').selectOption('name');
    await follow(page, `#patient-0?by=${mechanism}`);
    expect(await headsShown(page, 1000)).toEqual(evaluated(folder, mechanism).map(headOf));
  });
});
