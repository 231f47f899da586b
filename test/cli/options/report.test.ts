import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportJson } from '../../../src/report/downloads/reportJson.js';
import { readPage } from '../../support/report/readPage.js';
import type { Given } from './given.js';
import { logRows } from './logCases.js';
import { type See, faultOf, optionTable } from './optionTable.js';
import { preparedFolder } from './prepared.js';
import { reported } from './reported.js';
import { drawnMechanism, scoredMechanism } from './written.js';

const folder = await preparedFolder();
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
writeFileSync(join(folder, 'scored.mjs'), scoredMechanism);

/** What the page holds, as its download has it; what its actions are made of, and which file it is. */
const see: See = async (run, read) => {
  if (run.code !== 0) return faultOf(run);
  const file = ['page.html', 'other.html'].find((name) => read(name).startsWith('<!doctype html>'))!;
  const report = await readPage(read(file));
  const { actionParts: parts } = report.mdp;
  return { ...(JSON.parse(reportJson(report)) as Record<string, unknown>), ...(parts && { parts }), file };
};

const base: Given = { '<log>': 'log.csv', mdp: 'mdp.json', policy: 'other.json', replicates: 10, out: 'page.html' };

optionTable('report', {
  folder,
  base,
  see,
  library: async (given) => ({ ...(await reported(folder, given)), file: given.out }),
  rows: [
    ...(await logRows(folder, ({ mdp, policy }) => ({ mdp, policy, mechanism: 'gumbel-max' }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'uniform' },
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: ['other.json', 'uniform'] },
    { option: 'mechanism', value: 'inverse-cdf' },
    { option: 'mechanism', value: ['maximal', './drawn.mjs'], beside: { draws: 50 } },
    { option: 'behaviour', value: 'estimated' },
    { option: 'behaviour', value: 'hundredths.json', beside: { round: 0.01 } },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'horizon', value: 9 },
    { option: 'discount', value: 0.5 },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
    { option: 'draws', value: 70, beside: { mechanism: ['maximal', './drawn.mjs'] } },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'parts', value: ['turned=right,left', 'back=2,3'] },
    { option: 'level', value: 0.6 },
    { option: 'replicates', value: 12 },
    { option: 'seed', value: 4 },
    { option: 'score', value: 'value', beside: { mechanism: ['reward-cdf', './scored.mjs'] } },
    { option: 'score-discount', value: 0.3, beside: { score: 'value', mechanism: ['gumbel-max', './scored.mjs'] } },
    { option: 'check-states', value: false },
    { option: 'out', value: 'other.html', manner: true },
  ],
});
