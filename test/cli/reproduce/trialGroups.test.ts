import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTrials } from '../../../src/cli/reproduce/runTrials.js';
import { type TrialStore, trialStore } from '../../../src/cli/reproduce/trialStore.js';
import { benchmark } from '../../../src/experiments/benchmark/benchmark.js';
import { benchmarkSpecification } from '../../../src/experiments/benchmark/benchmarkSpecification.js';
import type { BenchmarkResult, BenchmarkTrial } from '../../../src/experiments/benchmark/benchmarkTrial.js';
import type { Trial } from '../../../src/experiments/experiment.js';
import { provenance } from '../../../src/files/index.js';
import { emptyFolder } from '../../support/emptyFolder.js';

const specification = benchmarkSpecification('model-win', {
  ...{ episodes: [10], intervals: [], estimators: ['wis'] },
});
const couplet = provenance('benchmark', { seed: 1 });
const runtime = { version: couplet.version, node: 'v20.1.0 on x64' };

function store(folder: string, node: string = runtime.node): TrialStore {
  const run = { experiment: 'benchmark', specification, couplet };
  return trialStore(folder, run, { runtime: { ...runtime, node }, experiment: benchmark });
}

/** Groups of so many data sets, from the first on. */
function groups(...counts: readonly number[]): BenchmarkTrial[] {
  let first = 0;
  return counts.map((count) => {
    const trial = { name: `n-10-sets-${first}-to-${first + count - 1}`, episodes: 10, first, count, seed: 1 };
    first += count;
    return trial;
  });
}

const execute = (trial: Trial): Promise<object> => benchmark.run(specification, trial as BenchmarkTrial);

describe('trials that are groups', () => {
  it.each([
    ['groups of ten, as all once were', [10, 10], 20],
    ['other groups', [3, 4, 5, 6, 2], 20],
    ['groups that have some of them', [7, 4], 11],
  ])('take what is in files of %s', async (_, counts, reused) => {
    const [folder, fresh] = [emptyFolder(), emptyFolder()];
    await runTrials(groups(...counts), { execute, atOnce: 1, store: store(folder) });
    const singles = groups(...Array.from({ length: 20 }, () => 1));
    const run = await runTrials(singles, { execute, atOnce: 1, store: store(folder) });
    expect(run.reused).toBe(reused);
    expect(run.finished).toEqual((await runTrials(singles, { execute, atOnce: 1, store: store(fresh) })).finished);
    expect(readdirSync(folder)).toHaveLength(counts.length + 20 - reused);
    // Back again, over the limits of the files.
    expect((await runTrials(groups(9, 11), { execute, atOnce: 1, store: store(folder) })).reused).toBe(2);
  });

  it('are run as a whole where a part is missing', async () => {
    const folder = emptyFolder();
    await runTrials(groups(7, 4), { execute, atOnce: 1, store: store(folder) });
    const { reused, finished } = await runTrials(groups(9, 11), { execute, atOnce: 1, store: store(folder) });
    expect(reused).toBe(1);
    expect(finished.map(({ result }) => benchmark.grouping!.cut(result as BenchmarkResult).length)).toEqual([9, 11]);
  });

  it('do not take a group of another Node, nor a damaged one', async () => {
    const folder = emptyFolder();
    await runTrials(groups(5, 5), { execute, atOnce: 1, store: store(folder) });
    const half = join(folder, 'n-10-sets-5-to-9.json');
    writeFileSync(half, readFileSync(half, 'utf8').slice(0, 200));
    const singles = groups(...Array.from({ length: 10 }, () => 1));
    await expect(runTrials(singles, { execute, atOnce: 1, store: store(folder, 'v22') })).rejects.toThrow(
      'must be run alike, got n-10-sets-0-to-4.json by Node v20.1.0 on x64 (not v22)',
    );
    expect((await runTrials(singles, { execute, atOnce: 1, store: store(folder) })).reused).toBe(5);
  });
});
