import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import {
  readFeatures,
  readMdp,
  readStates,
  readTrajectories,
  writeMdp,
  writeStates,
  writeTrajectories,
} from '../../../src/files/index.js';
import { fit } from '../../../src/fit/fit.js';
import { assignStates } from '../../../src/states/assignStates.js';
import { featureSpaceName } from '../../../src/states/featureStates.js';
import { fitStates } from '../../../src/states/fitStates.js';
import { MADE } from '../../cli/options/prepared.js';

const folder = mkdtempSync(join(tmpdir(), 'couplet-states-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Three stays; of the last the row after its last step has features, and no action. */
const ROWS = [
  'stay,t,action,reward,HR,lactate,outcome',
  'a,0,0,0,60,1.5,',
  'a,1,1,0,80,2.5,',
  'a,2,0,1,62,1,discharged',
  'b,0,1,0,120,6,',
  'b,1,1,-1,130,9,died',
  'c,0,0,0,90,3,',
  'c,1,1,0,65,1.25,',
  'c,2,,,61,1.1,',
].join('\n');
const log = file('log.csv', `${ROWS}\n`);
const table = await readFeatures(log, ['hr', 'lactate'], { log: ['lactate'], outcome: 'outcome' });
const fitted = fitStates(createRng(1), table, { k: 3, log: ['lactate'], ends: table.ends! });
const path = join(folder, 'states.json');
await writeStates(path, fitted, MADE);
const features = await readStates(path);
const HOW = { features, columns: { episode: 'stay' }, missingEnds: 'truncated' } as const;

describe('states of features in files', () => {
  it('come back as they were written', () => {
    expect(features).toEqual(fitted.states);
    expect(features.ends).toEqual({ column: 'outcome', names: ['died', 'discharged'] });
  });

  it('make a log of a table: each step has the state of its features, ends come after', async () => {
    const read = await readTrajectories(log, HOW);
    const [a0, a1, a2, b0, b1, c0, c1, c2] = assignStates(features, table.values);
    expect([...read.state]).toEqual([a0, a1, a2, b0, b1, c0, c1]);
    expect([...read.nextState]).toEqual([a1, a2, 4, b1, 3, c1, c2]);
    expect([...read.terminated]).toEqual([1, 1, 0]);
    expect(read.nStates).toBe(5);
    expect(read.source).toEqual({
      space: featureSpaceName(features),
      features,
      ends: [
        { name: 'died', state: 3 },
        { name: 'discharged', state: 4 },
      ],
    });
  });

  it('make the same log of lines of JSON and of Parquet', async () => {
    const [names, ...rows] = ROWS.split('\n').map((line) => line.split(','));
    const objects = rows.map((row) =>
      Object.fromEntries(
        row.map((cell, i) => [names[i], /^-?[\d.]+$/.test(cell) ? Number(cell) : cell === '' ? null : cell]),
      ),
    );
    const lines = file('log.jsonl', objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
    const { parquetWriteBuffer } = await import('hyparquet-writer');
    const columnData = names.map((name) => ({ name, data: objects.map((object) => object[name] ?? null) }));
    writeFileSync(join(folder, 'log.parquet'), Buffer.from(parquetWriteBuffer({ columnData })));
    const read = await readTrajectories(log, HOW);
    expect(await readTrajectories(lines, HOW)).toEqual(read);
    expect(await readTrajectories(join(folder, 'log.parquet'), HOW)).toEqual(read);
  });

  it('give a patient the same state alone as among others, and know ends that it does not have', async () => {
    const whole = await readTrajectories(log, HOW);
    const alone = await readTrajectories(
      file('alone.csv', `${ROWS.split('\n').slice(0, 1).concat(ROWS.split('\n').slice(4, 6)).join('\n')}\n`),
      HOW,
    );
    expect([...alone.state]).toEqual([...whole.state.slice(3, 5)]);
    expect([...alone.nextState]).toEqual([...whole.nextState.slice(3, 5)]);
    expect([alone.nStates, alone.source]).toEqual([whole.nStates, whole.source]);
  });

  it('travel in a model, and in a log', async () => {
    const whole = await readTrajectories(log, HOW);
    const { mdp } = fit(whole, undefined);
    for (const name of ['mdp.json', 'mdp.npz']) {
      await writeMdp(join(folder, name), mdp, MADE);
      expect((await readMdp(join(folder, name))).source.features).toEqual(features);
      expect(await readStates(join(folder, name))).toEqual(features);
    }
    const written = join(folder, 'written.csv');
    await writeTrajectories(written, whole, MADE);
    expect((await readTrajectories(written)).source).toEqual(whole.source);
    expect(await readTrajectories(written, { features })).toEqual(await readTrajectories(written));
    const others = { ...features, centres: features.centres.slice(1) };
    await expect(readTrajectories(written, { features: others })).rejects.toThrow(
      /written\.csv:2: must be over the states that it is read by, 'features-\w+', got 'features-\w+' - leave out --states/,
    );
  });

  it.each([
    ['120,6,', ',6,', /log\.csv:5: HR must be there: missing values are refused, got '' - fill it in, /],
    ['120,6,', 'fast,6,', /log\.csv:5: HR must be a finite number, got 'fast'/],
    ['120,6,', '120,0,', /log\.csv:5: lactate must be > 0, as its logarithm is taken, got '0' - /],
    ['HR', 'pulse', /log\.csv:1: must have the column 'hr' of --/],
    ['stay,', 'lactate,', /log\.csv:1: column 'lactate' of --columns must be there once, got it 2 times/],
  ])('are refused where %s is %s', async (from, to, message) => {
    const bad = file('bad-log.csv', ROWS.replace(from, to));
    await expect(
      readFeatures(bad, ['hr', 'lactate'], { log: ['lactate'] }).then(() => readTrajectories(bad, HOW)),
    ).rejects.toThrow(message);
    await expect(readTrajectories(bad, HOW)).rejects.toThrow();
  });

  it('are refused where a run ended in another way', async () => {
    const bad = file('moved.csv', ROWS.replace('discharged', 'moved'));
    await expect(readTrajectories(bad, HOW)).rejects.toThrow(
      "moved.csv: outcomes must be those of the states, died, discharged, got 'moved'",
    );
  });

  it('leave out rows without any feature, and count what is missing', async () => {
    const holes = file('holes.csv', `${ROWS}\nb,2,,,,,died\n`.replace('120,6,', 'NA,6,'));
    const { values, nEmpty, nMissing } = await readFeatures(holes, ['HR', 'lactate'], { missing: 'mean' });
    expect([values.length, nEmpty, ...nMissing]).toEqual([16, 1, 1, 0]);
    await expect(readFeatures(file('none.csv', 'HR\n\n'), ['HR'])).rejects.toThrow(
      'must hold at least one row with features',
    );
  });

  it.each([
    [{ format: 'other' }, /format must be 'couplet-states', got 'other'/],
    [{ version: 2 }, /must be version 1, got 2 - use the release/],
    [{ centres: [[1]] }, /'centres\.0' must be valid \(expected 2 numbers, one for each column\), got \[1\]/],
    [{ columns: [] }, /'columns' must be valid/],
    [{ missing: 'zero' }, /'missing' must be valid/],
    [{ rewards: 1, format: undefined, scores: [] }, /must be states of features, got scores of states/],
  ])('are refused from a file with %j', async (change, message) => {
    const content = JSON.parse(readFileSync(path, 'utf8')) as object;
    const bad = file('bad.json', JSON.stringify({ ...content, ...change }));
    await expect(readStates(bad)).rejects.toThrow(message);
  });

  it('are not in a model of a log that had states', async () => {
    const plain = file('plain.csv', 'episode,t,state,action,reward,terminated\n0,0,0,0,0,0\n0,1,1,0,0,1\n');
    const model = join(folder, 'plain.json');
    await writeMdp(model, fit(await readTrajectories(plain), undefined).mdp, MADE);
    await expect(readStates(model)).rejects.toThrow(/plain\.json: must hold centres of states, got a model/);
  });

  it.each([
    [{ nStates: 3 }, 'features must not go with nStates'],
    [{ numberStates: true }, 'features must not go with numberStates'],
    [{ columns: { state: 's' } }, 'features must not go with a column state'],
    [{ source: { env: 'sepsis' } }, "features must not go with env 'sepsis'"],
    [{ format: 'npz' as const }, 'features must have columns with names, got format npz'],
  ])('do not go with %j', async (options, message) => {
    await expect(readTrajectories(log, { ...HOW, ...options })).rejects.toThrow(message);
  });
});
