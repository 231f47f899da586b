import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.js';

export interface OpenOptions {
  /** Of the window, in CSS pixels; default 1280 by 900. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly forcedColors?: boolean;
  /** Default true. */
  readonly javaScript?: boolean;
  /** As on paper. */
  readonly print?: boolean;
  /** With its #. */
  readonly hash?: string;
}

export interface OpenedPage {
  readonly page: Page;
  /** What came up since it was opened: console messages, uncaught errors, what the policy refused. */
  readonly messages: readonly string[];
  /** What it asked for besides itself and what it holds. */
  readonly requests: readonly string[];
}

/** One for all tests of a process; Playwright ends it with the process. */
let launched: Promise<Browser> | undefined;
const contexts: BrowserContext[] = [];

/** Opens an HTML file from disk, in a window of its own, and returns once its script has run. */
export async function openPage(file: string, options: OpenOptions = {}): Promise<OpenedPage> {
  const { width = 1280, height = 900, dark, forcedColors, javaScript = true, print, hash = '' } = options;
  const context = await (
    await browser()
  ).newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    forcedColors: forcedColors ? 'active' : 'none',
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
  });
  contexts.push(context);
  const page = await context.newPage();
  if (print) await page.emulateMedia({ media: 'print' });
  const [messages, requests]: string[][] = [[], []];
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(`uncaught: ${error.message}`));
  const { href } = pathToFileURL(file);
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== href && !/^(data|blob):/.test(url)) requests.push(url);
  });
  await page.goto(href + hash);
  if (javaScript) await page.locator('html[data-awake]').waitFor({ state: 'attached' });
  return { page, messages, requests };
}

/** Closes what `openPage` opened. */
export async function closePages(): Promise<void> {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
}

async function browser(): Promise<Browser> {
  const found = chromium();
  if ('missing' in found) throw new Error(`openPage: ${found.missing}`);
  // Those who run tests in a container are often root, for whom Chromium's sandbox does not start.
  launched ??= playwright.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  return launched;
}
