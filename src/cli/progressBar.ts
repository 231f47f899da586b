import { SingleBar } from 'cli-progress';
import type { Progress } from '../core/progress.js';

/** Milliseconds before a bar shows: what is done sooner needs none. */
const DELAY = 1000;

/** A bar on standard error, on a terminal only and only past a second. */
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
    hideCursor: true,
  });
  const started = performance.now();
  let shown = false;
  return {
    update(done, total, note) {
      if (!process.stderr.isTTY || (!shown && performance.now() - started < DELAY)) return;
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
