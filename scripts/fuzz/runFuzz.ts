import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ArgumentError, DataError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';
import { flipped, mutated } from './mutated.js';
import type { Subject } from './subjects.js';

/** How reading a damaged file may end; the last three are faults. */
export type Outcome = 'same' | 'other' | 'refused' | 'crash' | 'hang' | 'silent';

export interface Fault {
  /** What to give again to see it again. */
  readonly replay: string;
  readonly outcome: Outcome;
  readonly cause: unknown;
}

export interface FuzzResult {
  readonly counts: Readonly<Record<string, Readonly<Partial<Record<Outcome, number>>>>>;
  readonly faults: readonly Fault[];
  /** Milliseconds of the slowest read. */
  readonly slowest: number;
}

/** Most milliseconds and bytes that a read of so small a file may take. */
const [LONGEST, LARGEST] = [10_000, 2 ** 31];

/**
 * Reads files with made-up damage. Damage i of a seed is the same whatever the count.
 *
 * @param folder for the damaged files
 */
export async function runFuzz(
  folder: string,
  subjects: readonly Subject[],
  { seed, first = 0, count }: { readonly seed: number; readonly first?: number; readonly count: number },
): Promise<FuzzResult> {
  const tally = new Tally(folder);
  for (let i = first; i < first + count; i++) {
    const subject = subjects[i % subjects.length];
    const bytes = mutated(createRng(seed).fork('fuzz', i), subject.bytes);
    await tally.add(subject, bytes, `--seed ${seed} --first ${i} --count 1`);
  }
  return tally.result;
}

/** Reads a file with each of its bits changed, one at a time. */
export async function runFlips(folder: string, subject: Subject): Promise<FuzzResult> {
  const tally = new Tally(folder);
  for (let bit = 0; bit < 8 * subject.bytes.length; bit++)
    await tally.add(subject, flipped(subject.bytes, bit), `bit ${bit} of ${subject.name}`);
  return tally.result;
}

class Tally {
  readonly #folder: string;
  readonly #expected = new Map<Subject, unknown>();
  readonly #counts: Record<string, Partial<Record<Outcome, number>>> = {};
  readonly #faults: Fault[] = [];
  #slowest = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get result(): FuzzResult {
    return { counts: this.#counts, faults: this.#faults, slowest: this.#slowest };
  }

  async add(subject: Subject, bytes: Uint8Array, replay: string): Promise<void> {
    const path = join(this.#folder, `damaged-${subject.file}`);
    if (!this.#expected.has(subject)) {
      await writeFile(path, subject.bytes);
      this.#expected.set(subject, await subject.read(path));
    }
    await writeFile(path, bytes);
    const before = performance.now();
    let cause: unknown;
    let outcome: Outcome = await subject.read(path).then(
      (read) => (isDeepStrictEqual(read, this.#expected.get(subject)) ? 'same' : subject.sealed ? 'silent' : 'other'),
      (error: unknown) => {
        cause = error;
        return error instanceof DataError || error instanceof ArgumentError ? 'refused' : 'crash';
      },
    );
    const took = performance.now() - before;
    if (took > LONGEST || process.memoryUsage.rss() > LARGEST) outcome = 'hang';
    this.#slowest = Math.max(this.#slowest, took);
    const counts = (this.#counts[subject.name] ??= {});
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome === 'crash' || outcome === 'hang' || outcome === 'silent')
      this.#faults.push({ replay, outcome, cause });
  }
}
