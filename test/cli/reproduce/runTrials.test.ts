import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RunTrialsOptions, runTrials } from '../../../src/cli/reproduce/runTrials.js';
import { type TrialStore, type TrialStoreOptions, trialStore } from '../../../src/cli/reproduce/trialStore.js';
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

const couplet = provenance('reproduce', { seed: 1 });
const runtime = { version: couplet.version, node: 'v20.1.0 on x64' };

function store(specification: object = { power: 2 }, options: Partial<TrialStoreOptions> = {}): TrialStore {
  return trialStore(folder, { experiment: 'squares', specification, couplet }, { runtime, ...options });
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
      couplet,
      runtime,
    });
  });

  it.each<[string, Partial<TrialStoreOptions>, (record: string) => string, string]>([
    [
      'another Node',
      { runtime: { ...runtime, node: 'v22.0.0 on x64' } },
      (record) => record,
      'root-1.json, root-2.json by Node v20.1.0 on x64 (not v22.0.0 on x64) - take',
    ],
    [
      'another version',
      {},
      (record) => record.replaceAll(/"version":"[^"]*"/g, '"version":"0.0.9"'),
      `root-1.json, root-2.json by Couplet 0.0.9 (not ${couplet.version}) - take`,
    ],
    [
      'something that the record does not name',
      {},
      (record) => record.replace(/"runtime":\{[^}]*\}/, '"runtime":{}'),
      'root-1.json, root-2.json by Node that it does not name (not v20.1.0 on x64) - take',
    ],
    [
      'another backend',
      { experiment: { backendOf: (result) => (result as { backend?: string }).backend } },
      (record) => (record.includes('"square":4') ? record.replace('"square":4', '"square":4,"backend":"cpu"') : record),
      'root-3.json by the tfjs backend wasm (not cpu) - take',
    ],
  ])('mixes what %s ran only where that is asked for, naming the files', async (_, options, change, message) => {
    const trained: RunTrialsOptions['execute'] = async (trial) => ({ ...(await execute(trial)), backend: 'wasm' });
    await runTrials(trials.slice(0, 2), { execute, atOnce: 1, store: store() });
    for (const name of ['root-1.json', 'root-2.json'])
      writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
    const run = (mixed: boolean): ReturnType<typeof runTrials> =>
      runTrials(trials, { execute: trained, atOnce: 1, store: store({ power: 2 }, { ...options, mixed }) });
    await expect(run(false)).rejects.toThrow(`${folder}: all trials must be run alike, got ${message}`);
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await run(true)).reused).toBe(2);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('refuses at the end what two shards trained on two backends', async () => {
    const experiment = { backendOf: (result: object) => (result as { backend?: string }).backend };
    for (const [i, backend] of ['wasm', 'cpu', 'wasm'].entries()) {
      const one = store({ power: 2 }, { experiment });
      await runTrials(trials.slice(i, i + 1), { execute: () => Promise.resolve({ backend }), atOnce: 1, store: one });
    }
    const merge = runTrials(trials, { execute, atOnce: 1, store: store({ power: 2 }, { experiment }) });
    await expect(merge).rejects.toThrow('got root-2.json by the tfjs backend cpu (not wasm)');
    expect(JSON.parse(readFileSync(join(folder, 'root-2.json'), 'utf8'))).toMatchObject({
      runtime: { ...runtime, backend: 'cpu' },
    });
  });

  it('counts files beyond three', async () => {
    await runTrials(trials, { execute, atOnce: 4, store: store() });
    const other = store({ power: 2 }, { runtime: { ...runtime, node: 'v22.0.0 on arm64' } });
    await expect(runTrials(trials, { execute, atOnce: 1, store: other })).rejects.toThrow(
      'root-1.json, root-2.json, root-3.json and 1 more by',
    );
  });

  it('refuses to store a number that JSON cannot hold', async () => {
    const bad: RunTrialsOptions['execute'] = () => Promise.resolve({ square: NaN });
    await expect(runTrials(trials, { execute: bad, atOnce: 1, store: store() })).rejects.toThrow('must be finite');
  });
});
