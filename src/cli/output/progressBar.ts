import { SingleBar } from 'cli-progress';
import type { Progress } from '../../core/progress.js';
import { say } from '../say.js';

/** Milliseconds before a bar shows: what is done sooner needs none. */
const DELAY = 1000;

/** Milliseconds between the lines that stand for a bar where there is no terminal. */
const LINES = 30_000;

/** A bar on standard error, past a second; off a terminal, a line every 30 seconds. */
export interface ProgressBar {
  /** @param note shown behind the bar, such as a loss */
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

/** @param label what is being done, before the bar */
export function progressBar(label: string): ProgressBar {
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% | {eta_formatted} left{note}`,
    stream: process.stderr,
    clearOnComplete: true,
    // A signal may end the program at any moment, and must not leave the terminal without one.
    hideCursor: false,
  });
  const started = performance.now();
  let shown = false;
  let lastLine = started;
  return {
    update(done, total, note) {
      const now = performance.now();
      if (!process.stderr.isTTY) {
        if (now - lastLine >= LINES) {
          lastLine = now;
          say(`${label}: ${Math.floor((100 * done) / total)} %${note === undefined ? '' : `, ${note}`}`);
        }
        return;
      }
      if (!shown && now - started < DELAY) return;
      const payload = { note: note === undefined ? '' : ` | ${note}` };
      if (!shown) bar.start(total, done, payload);
      shown = true;
      bar.update(done, payload);
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}

/** Runs a computation that reports its progress, with a bar. */
export function withProgress<T>(label: string, work: (progress: Progress) => T): T {
  const bar = progressBar(label);
  try {
    return work((done, total) => {
      bar.update(done, total);
    });
  } finally {
    bar.stop();
  }
}

/** The same of one that is waited for, as of threads. */
export async function withProgressOf<T>(label: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const bar = progressBar(label);
  try {
    return await work((done, total) => {
      bar.update(done, total);
    });
  } finally {
    bar.stop();
  }
}
