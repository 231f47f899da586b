import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { descriptionBeside, descriptionPath } from '../../../src/files/description/descriptionPath.js';
import type { LogDescription } from '../../../src/files/description/logDescription.js';
import { readLogDescription } from '../../../src/files/description/readLogDescription.js';
import { writeLogDescription } from '../../../src/files/description/writeLogDescription.js';
import { emptyFolder } from '../../support/couplet.js';

const folder = emptyFolder();
const path = join(folder, 'log.couplet.json');

const everything: Required<LogDescription> = {
  format: 'csv',
  columns: { episode: 'stay_id', state: 'cluster' },
  names: 'd4rl',
  separator: ';',
  decimal: ',',
  nStates: 752,
  nActions: 25,
  ends: { death: 750, discharge: '751' },
  outcome: 'died',
  missingEnds: 'truncated',
  endsTerminate: true,
  features: {
    columns: [{ name: 'hr', log: true, mean: 4, scale: 0.5 }],
    missing: 'mean',
    centres: [[-1], [1]],
    ends: { column: 'died', names: ['died', 'not died'] },
  },
  numberStates: true,
  numberActions: false,
  numberSteps: true,
  emptyReward: 0,
  rounding: 1e-4,
  propensity: false,
  env: 'sepsis',
  parameters: { version: 'corrected' },
  space: 'projected',
  parts: { antibiotics: [1, 'A+V'], ventilation: ['E'] },
};

describe('the description of a log', () => {
  it('comes back as it was written, and says how it was made', async () => {
    await writeLogDescription(path, everything, { version: '1.2.3', command: 'describe' });
    expect(await readLogDescription(path)).toEqual(everything);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ couplet: { command: 'describe' } });
  });

  it('may be written by hand', async () => {
    writeFileSync(path, '{ "missingEnds": "terminated" }');
    expect(await readLogDescription(path)).toEqual({ missingEnds: 'terminated' });
  });

  it.each([
    ['{ "columnz": {} }', 'columnz'],
    ['{ "separator": "x" }', "'separator'"],
    ['{ "nStates": 0 }', "'nStates'"],
    ['{ "ends": { "death": -1 } }', "'ends.death'"],
    ['{ "propensity": true }', "'propensity'"],
    ['[]', 'must be a JSON object'],
  ])('refuses %s', async (text, words) => {
    writeFileSync(path, text);
    const reading = readLogDescription(path);
    await expect(reading).rejects.toBeInstanceOf(DataError);
    await expect(reading).rejects.toThrow(words);
  });

  it('lies beside the log, under its name', async () => {
    expect(descriptionPath('a.b/log.v2.csv.gz')).toBe('a.b/log.v2.couplet.json');
    expect(descriptionPath('../x/log')).toBe('../x/log.couplet.json');
    writeFileSync(path, '{}');
    expect(await descriptionBeside(join(folder, 'log.parquet'))).toBe(path);
    expect(await descriptionBeside(join(folder, 'other.csv'))).toBeUndefined();
    expect(await descriptionBeside('-')).toBeUndefined();
  });
});
