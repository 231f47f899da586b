import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RunTrialsOptions, runTrials } from '../../../src/cli/reproduce/runTrials.js';
import { type TrialStore, trialStore } from '../../../src/cli/reproduce/trialStore.js';
import { provenance } from '../../../src/files/index.js';
import type { Trial } from '../../../src/experiments/experiment.js';

interface Square extends Trial {
  readonly root: number;
}

const trials: Square[] = [1, 2, 3, 4].map((root) => ({ name: `root-${root}`, root }));

let folder = '';
let executed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'couplet-trials-'));
  executed = [];
});

const runtime = { node: 'v20.1.0 on x64' };

function store(specification: object = { power: 2 }, node: string = runtime.node, mixed = false): TrialStore {
  const couplet = provenance('reproduce', { seed: 1 });
  return trialStore(folder, { experiment: 'squares', specification, couplet, runtime: { node } }, mixed);
}

const execute: RunTrialsOptions['execute'] = async (trial) => {
  executed.push(trial.name);
  const { root } = trial as Square;
  // The later ones end first.
  await new Promise((resolve) => setTimeout(resolve, 5 * (4 - root)));
  return { square: root * root };
};

const squares = [1, 4, 9, 16].map((square) => ({ square }));

describe('runTrials', () => {
  it('gives results in the order of the trials, without more at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const counted: RunTrialsOptions['execute'] = async (trial) => {
      most = Math.max(most, ++running);
      const result = await execute(trial);
      running--;
      return result;
    };
    const steps: number[] = [];
    const { finished, reused } = await runTrials(trials, {
      execute: counted,
      atOnce: 2,
      progress: (done) => steps.push(done),
    });
    expect(finished.map(({ result }) => result)).toEqual(squares);
    expect([reused, most]).toEqual([0, 2]);
    expect(steps).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on where an interrupted run stopped', async () => {
    const failing: RunTrialsOptions['execute'] = (trial) =>
      trial.name === 'root-3' ? Promise.reject(new Error('the power went')) : execute(trial);
    await expect(runTrials(trials, { execute: failing, atOnce: 1, store: store() })).rejects.toThrow('the power went');
    expect(executed).toEqual(['root-1', 'root-2']);
    executed = [];
    const { finished, reused } = await runTrials(trials, { execute, atOnce: 2, store: store() });
    expect(executed).toEqual(['root-3', 'root-4']);
    expect(reused).toBe(2);
    expect(finished.map(({ result }) => result)).toEqual(squares);
  });

  it.each([
    ['another specification', () => runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store({ power: 3 }) })],
    [
      'another trial of the same name',
      () => runTrials([{ ...trials[0], root: 9 } as Trial], { execute, atOnce: 1, store: store() }),
    ],
    [
      'a damaged file',
      () => {
        writeFileSync(join(folder, 'root-1.json'), '{"experiment":"squ');
        return runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store() });
      },
    ],
    [
      'another version',
      () => {
        const path = join(folder, 'root-1.json');
        writeFileSync(path, readFileSync(path, 'utf8').replace(/"version":"[^"]*"/, '"version":"0.0.0"'));
        return runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store() });
      },
    ],
  ])('does not reuse %s', async (_, rerun) => {
    await runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store() });
    executed = [];
    expect((await rerun()).reused).toBe(0);
    expect(executed).toEqual(['root-1']);
    expect((await rerun()).finished).toHaveLength(1);
  });

  it('keeps what a trial depends on beside its result', async () => {
    await runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store() });
    expect(JSON.parse(readFileSync(join(folder, 'root-1.json'), 'utf8'))).toEqual({
      experiment: 'squares',
      specification: { power: 2 },
      trial: trials[0],
      result: { square: 1 },
      couplet: provenance('reproduce', { seed: 1 }),
      runtime,
    });
  });

  it('mixes what different versions of Node ran only where that is asked for', async () => {
    await runTrials(trials.slice(0, 1), { execute, atOnce: 1, store: store() });
    const [other, mixed] = [false, true].map((asked) => store({ power: 2 }, 'v22.0.0 on x64', asked));
    await expect(runTrials(trials, { execute, atOnce: 1, store: other })).rejects.toThrow(
      'root-1.json: all trials must be run by the same Node, got v20.1.0 on x64, and this is v22.0.0 on x64',
    );
    expect(executed).toEqual(['root-1']);
    expect((await runTrials(trials, { execute, atOnce: 1, store: mixed })).reused).toBe(1);
  });

  it('refuses to store a number that JSON cannot hold', async () => {
    const bad: RunTrialsOptions['execute'] = () => Promise.resolve({ square: NaN });
    await expect(runTrials(trials, { execute: bad, atOnce: 1, store: store() })).rejects.toThrow('must be finite');
  });
});
