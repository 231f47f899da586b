import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrajectories, writeTrajectories } from '../../../../src/files/index.js';
import { COMMANDS } from '../../../../src/page/playground/doctor/commands.js';
import { admit, returnOf, treat } from '../../../../src/page/playground/doctor/visit.js';
import { visitsCsv } from '../../../../src/page/playground/doctor/visitsCsv.js';
import { recordedLog, visitsLog } from '../../../../src/page/playground/doctor/visitsLog.js';
import { projectTrajectories } from '../../../../src/trajectories/projectTrajectories.js';
import { episodeReturns } from '../../../../src/trajectories/episodeReturns.js';
import { createEnv } from '../../../../envs/registry.js';
import { commandRun } from '../../../support/commandRun.js';
import { emptyFolder } from '../../../support/emptyFolder.js';
import { playedOut } from './played.js';

const visits = [
  ...Array.from({ length: 24 }, (_, k) => playedOut('Ada', 1, k + 1, k % 8)),
  playedOut('O\'Neil, "Bob"', 1, 1, 4),
  playedOut('Ada', 1, 1, 2),
];

function written(): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'class.csv'), visitsCsv(visits, '0.1.0'));
  return folder;
}

describe('the log of the class', () => {
  it('comes back as it was', async () => {
    const trajectories = await readTrajectories(join(written(), 'class.csv'));
    const log = recordedLog(visits);
    expect(trajectories.episodeId).toEqual(log.episodeId);
    expect(trajectories.state).toEqual(log.state);
    expect(trajectories.action).toEqual(Int32Array.from(visits.flatMap(({ actions }) => actions)));
    expect(Array.from(episodeReturns(trajectories, 1))).toEqual(visits.map(returnOf));
    expect(projectTrajectories(trajectories, createEnv('sepsis'), 'full').state).toEqual(visitsLog(visits).state);
  });

  it('is what the library writes to a file', async () => {
    const path = join(emptyFolder(), 'log.csv');
    await writeTrajectories(path, recordedLog(visits), { version: '0.1.0', command: 'playground' });
    expect(visitsCsv(visits, '0.1.0')).toBe(readFileSync(path, 'utf8'));
  });

  it('names visits by doctor, patient and turn', () => {
    const names = visitsLog(visits).episodeId!;
    expect([names[0], names[24], names[25]]).toEqual([
      'Ada, ward 1, patient 1',
      'O\'Neil, "Bob", ward 1, patient 1',
      'Ada, ward 1, patient 1, turn 2',
    ]);
  });

  it('names nobody by what a spreadsheet would run', () => {
    const csv = visitsCsv([playedOut('=1+1', 1, 1, 0), playedOut('Ada', 1, 1, 0)], '0.1.0');
    expect(csv).toContain('\n"\'=1+1, ward 1, patient 1",0,');
    expect(csv).toContain('\n"Ada, ward 1, patient 1",0,');
  });

  it('leaves out who is still in care', () => {
    const under = treat(admit('Ada', 1, 1), 0);
    expect(recordedLog([...visits, under]).nEpisodes).toBe(visits.length);
  });

  it('is read by the commands that the page shows', async () => {
    const folder = written();
    for (const line of COMMANDS.split('\n')) {
      const words = line.split(' ').slice(1);
      const { code, stderr } = await commandRun(folder, words);
      expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, '']);
    }
  });
});
