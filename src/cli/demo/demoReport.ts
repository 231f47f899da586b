import { join } from 'node:path';
import { type Provenance, sha256OfFile } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { madeReport } from '../report/madeReport.js';
import { writtenPage } from '../report/writtenPage.js';
import type { DemoStory } from './demoStory.js';

/** Few, to be quick; the ends of intervals are good to two digits. */
const REPLICATES = 200;

/** One, to be quick; its evaluations are there already. */
const POLICIES = ['target.json'];

/**
 * Writes `report.html` beside the other files of the demo: what `couplet report` makes of them, of figures that are
 * known already.
 */
export async function writeDemoReport(
  { evaluations, gadget, seed }: DemoStory,
  out: string,
  source: Provenance,
): Promise<void> {
  const path = (name: string): string => join(out, name);
  // All but the last are registered, and the default.
  const named = gadget ? [...evaluations.slice(0, -1).map(({ name }) => name), 'gadget.json'] : undefined;
  const mechanism = evaluations.map(({ name }, m) => (named?.[m] === 'gadget.json' ? path('gadget.json') : name));
  const read = ['log.csv', 'mdp.json', ...POLICIES, ...(gadget ? ['gadget.json'] : [])];
  const inputs = Object.fromEntries(
    await Promise.all(read.map(async (name) => [name, await sha256OfFile(path(name))] as const)),
  );
  const options = [
    ...['--mdp mdp.json', ...POLICIES.map((name) => `--policy ${name}`)],
    ...(named ?? []).map((name) => `--mechanism ${name}`),
    ...['--discount 1', `--replicates ${REPLICATES}`, `--seed ${seed}`, '--out report.html'],
  ];
  const report = await madeReport(
    {
      ...{ log: path('log.csv'), mdp: path('mdp.json'), policy: POLICIES.map((name) => path(name)), mechanism },
      ...{ discount: 1, score: 'reward', scoreDiscount: 0.99, checkStates: true, draws: 10_000, unmodelled: 'mix' },
      ...{ level: 0.95, replicates: REPLICATES, seed, set: [], column: [], end: [] },
    },
    {
      provenance: () => Promise.resolve({ ...source, inputs }),
      commandLine: () => `couplet report log.csv ${options.join(' ')}`,
    },
    { [path('target.json')]: evaluations.map(({ evaluation }) => evaluation) },
  );
  await atomicWrite(path('report.html'), [await writtenPage(report)]);
}
