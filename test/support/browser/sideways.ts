import type { Page } from 'playwright-core';

/**
 * What sticks out to the right of a page that is wider than its window, so that it has to be scrolled sideways: the
 * innermost elements, each with its right edge. Empty where the page fits.
 */
export function sidewaysAt(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const far = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const innermost = far.filter((element) => !far.some((other) => other !== element && element.contains(other)));
    const names = innermost.map((element) => {
      const { right } = element.getBoundingClientRect();
      const path = element.closest('[id]')?.id ?? '';
      return `#${path} ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} to ${Math.round(right)}`;
    });
    return [`${scrollWidth} of ${clientWidth} pixels`, ...names.slice(0, 20)];
  });
}
