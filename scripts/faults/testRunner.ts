import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_END, runTests } from './runTests.js';

/** Runs tests of a copy of the project, and learns how long each file takes. */
export interface TestRunner {
  /** The first file that fails, the cheapest tried first; undefined if all pass. */
  firstFailure(files: readonly string[]): Promise<string | undefined>;
  /**
   * Sees once for each file that it passes as long as there is no fault.
   *
   * @throws Error if it does not: then its failing tells nothing
   */
  checkSound(file: string): Promise<void>;
}

/** @param root of the copy */
export function testRunner(root: string): TestRunner {
  const costs = new Map<string, number>();
  const sound = new Set<string>();
  return {
    async firstFailure(files) {
      // As long as a file was never run, its size stands for its cost: bytes are in the order of its milliseconds.
      for (const file of files) if (!costs.has(file)) costs.set(file, (await stat(join(root, file))).size);
      const ordered = files.toSorted((a, b) => costs.get(a)! - costs.get(b)!);
      const { failed, milliseconds } = await runTests(root, ordered, true);
      for (const [file, cost] of milliseconds) if (!failed.includes(file)) costs.set(file, cost);
      return failed.at(0);
    },
    async checkSound(file) {
      if (sound.has(file) || file === NO_END) return;
      const { failed } = await runTests(root, [file], false);
      if (failed.length > 0) throw new Error(`${file}: must pass as long as there is no fault, but fails`);
      sound.add(file);
    },
  };
}
