import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_END, runTests } from './runTests.js';

/** Runs tests of a copy of the project, and learns how long each file takes. */
export interface TestRunner {
  /** The first file that fails, the cheapest tried first, without those found unsound; undefined if all pass. */
  firstFailure(files: readonly string[]): Promise<string | undefined>;
  /** Whether a file passes as long as there is no fault, seen once for each: else its failing tells nothing. */
  isSound(file: string): Promise<boolean>;
}

/** @param root of the copy */
export function testRunner(root: string): TestRunner {
  const costs = new Map<string, number>();
  const sound = new Map<string, boolean>();
  return {
    async firstFailure(files) {
      // As long as a file was never run, its size stands for its cost: bytes are in the order of its milliseconds.
      for (const file of files) if (!costs.has(file)) costs.set(file, (await stat(join(root, file))).size);
      const ordered = files
        .filter((file) => sound.get(file) !== false)
        .toSorted((a, b) => costs.get(a)! - costs.get(b)!);
      // Without a name of a file all would be run.
      if (ordered.length === 0) return undefined;
      const { failed, milliseconds } = await runTests(root, ordered, true);
      for (const [file, cost] of milliseconds) if (!failed.includes(file)) costs.set(file, cost);
      return failed.at(0);
    },
    async isSound(file) {
      if (file === NO_END) return true;
      if (!sound.has(file)) sound.set(file, (await runTests(root, [file], false)).failed.length === 0);
      return sound.get(file)!;
    },
  };
}
