import axe from 'axe-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser/describeInBrowser.js';
import { type OpenOptions, openPage } from '../support/browser/openPage.js';
import { reportPage } from '../support/browser/reportPage.js';

const WINDOWS: readonly OpenOptions[] = [1280, 390].flatMap((width) => [{ width }, { width, dark: true }]);

describeInBrowser('a report, by the rules of axe', () => {
  it.for(WINDOWS)('has no violation: %o', async (options) => {
    const { file } = await reportPage('thousand');
    expect(await violations(file, options)).toEqual([]);
  });

  it.for(['two', 'plain', 'hostile'] as const)('has none either: %s', async (name) => {
    const { file } = await reportPage(name);
    expect(await violations(file, {})).toEqual([]);
  });
});

async function violations(file: string, options: OpenOptions): Promise<string[]> {
  const { page } = await openPage(file, options);
  // As text: the page's own policy does not concern what a debugger runs.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} - ${failureSummary}`),
  );
}
