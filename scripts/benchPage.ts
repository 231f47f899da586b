import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { chromium } from '../test/support/browser/chromium.js';
import { closePages, openPage } from '../test/support/browser/openPage.js';

const command = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const PATIENTS = 1000;
/** Of each change, after one that does not count. */
const REPEATS = 9;

/** What is done in the page, each time to another state of it. */
const CHANGES: readonly (readonly [name: string, act: (page: Page, k: number) => Promise<void>])[] = [
  ['a treatment on or off', (page) => page.keyboard.press('1')],
  ['the next patient', (page) => page.keyboard.press('j')],
  [
    'another step',
    async (page) => {
      await page.getByRole('slider', { name: 'Step' }).focus();
      await page.keyboard.press('ArrowRight');
    },
  ],
  [
    'another mechanism',
    async (page, k) => {
      await page.getByLabel('Mechanism assumed').selectOption({ index: k % 2 });
    },
  ],
];

/**
 * Times the report on a thousand patients in a browser: CPU of its main thread until it answers, and for each change.
 *
 * @returns lines of a table, or one that says why there is none
 */
export async function* pageTimings(): AsyncGenerator<string> {
  const found = chromium();
  if ('missing' in found) {
    yield `the report in a browser: left out, as ${found.missing}`;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'couplet-'));
  try {
    const { page } = await openPage(reportIn(folder));
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const what = `report on ${PATIENTS} patients`;
    yield line(`${what}, until it answers`, await untilItAnswers(page));
    for (const [name, act] of CHANGES)
      yield line(
        `${what}, ${name}`,
        await repeated(session, async (k) => {
          await act(page, k);
          // What the change draws, and the bounds that follow when there is time.
          await page.locator('#patient:not(:has(.explorer-pending))').waitFor();
        }),
      );
  } finally {
    await closePages();
    rmSync(folder, { recursive: true });
  }
}

/** In a tab of its own each time, as a tab that loads a page anew counts from 0 again, but not all at once. */
async function untilItAnswers(opened: Page): Promise<Spent> {
  const spent: Spent[] = [];
  for (let k = 0; k <= REPEATS; k++) {
    const page = await opened.context().newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const before = await spentSoFar(session);
    await page.goto(opened.url());
    await page.locator('html[data-awake]').waitFor({ state: 'attached' });
    if (k > 0) spent.push(difference(before, await spentSoFar(session)));
    await page.close();
  }
  return medians(spent);
}

interface Spent {
  readonly script: number;
  readonly task: number;
}

/** Milliseconds: medians. What goes on after an `await` is no script for the browser that counts, but is in the whole. */
async function repeated(session: CDPSession, act: (k: number) => Promise<void>): Promise<Spent> {
  const spent: Spent[] = [];
  for (let k = 0; k <= REPEATS; k++) {
    const before = await spentSoFar(session);
    await act(k);
    if (k > 0) spent.push(difference(before, await spentSoFar(session)));
  }
  return medians(spent);
}

function difference(before: Spent, after: Spent): Spent {
  return { script: after.script - before.script, task: after.task - before.task };
}

function medians(spent: readonly Spent[]): Spent {
  return { script: median(spent.map(({ script }) => script)), task: median(spent.map(({ task }) => task)) };
}

async function spentSoFar(session: CDPSession): Promise<Spent> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (wanted: string): number => 1000 * metrics.find(({ name }) => name === wanted)!.value;
  return { script: of('ScriptDuration'), task: of('TaskDuration') };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function line(what: string, { script, task }: Spent): string {
  return `${what.padEnd(64)} ${task.toFixed(1)} ms, ${script.toFixed(1)} ms of them script`;
}

function reportIn(folder: string): string {
  const run = (words: string): void => {
    execFileSync(process.execPath, [command, ...words.split(' ')], { cwd: folder, stdio: 'ignore' });
  };
  const simulation = 'simulate --env sepsis --policy physician --horizon 20 --propensities all --seed 1 --out log.csv';
  run(`${simulation} --episodes ${PATIENTS}`);
  run('fit log.csv --space projected --out mdp.json');
  run('solve mdp.json --out target.json');
  run('report log.csv --mdp mdp.json --policy target.json --out report.html');
  return join(folder, 'report.html');
}
