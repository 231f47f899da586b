import { SingleBar } from 'cli-progress';
import type { Progress } from '../core/progress.js';

/** Milliseconds before a bar shows: what is done sooner needs none. */
const DELAY = 1000;

/**
 * Runs a computation with a progress bar on standard error, on a terminal only and only past a second.
 *
 * @param label what is being done, before the bar
 */
export function withProgress<T>(label: string, work: (progress: Progress | undefined) => T): T {
  if (!process.stderr.isTTY) return work(undefined);
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% | {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  const started = performance.now();
  let shown = false;
  try {
    return work((done, total) => {
      if (!shown && performance.now() - started < DELAY) return;
      if (!shown) bar.start(total, done);
      shown = true;
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
