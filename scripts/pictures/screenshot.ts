import { openPage } from '../../test/support/browser/openPage.js';

/** Of the picture, in CSS pixels: about what a laptop shows. */
const SIZE = { width: 1280, height: 830 };

/** Small enough for a repository; text stays clean. */
const QUALITY = 60;

/**
 * The first screen of a page.
 *
 * @returns a WebP file
 */
export async function screenshot(file: string, theme: 'light' | 'dark'): Promise<Uint8Array> {
  const { page, messages } = await openPage(file, { ...SIZE, dark: theme === 'dark' });
  if (messages.length > 0) throw new Error(`screenshot: the page must have nothing to say, got ${messages.join('; ')}`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const session = await page.context().newCDPSession(page);
  // Playwright itself writes no WebP.
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  return Buffer.from(data, 'base64');
}
