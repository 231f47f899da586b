import { appendFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { faultList } from './faults/faultList.js';
import { type TriedFault, faultTable } from './faults/faultTable.js';
import { type LocatedFault, locate } from './faults/locate.js';
import { relatedTests } from './faults/relatedTests.js';
import { scratchTree } from './faults/scratchTree.js';
import { testRunner } from './faults/testRunner.js';
import { seededSample } from './mutation/seededSample.js';

/**
 * Makes one mistake at a time in a copy of the project, and says which of them no test sees:
 * `npm run faults`, with --folder ope or --only ID for some, --sample 30 --seed 1 for some of each folder, --list to
 * see that the list is up to date.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    sample: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});

const { faults, stale } = await locate(process.cwd(), faultList);
for (const line of stale) console.error(line);
if (stale.length > 0) process.exitCode = 1;
const { folder: folders, only } = values;
const asked = faults.filter(({ id, folder }) => (only ?? [id]).includes(id) && (folders ?? [folder]).includes(folder));
const [size, seed] = [values.sample, values.seed].map(Number);
const chosen = [...new Set(asked.map(({ folder }) => folder))].flatMap((folder) =>
  seededSample(
    asked.filter((fault) => fault.folder === folder),
    ({ id }) => id,
    { seed, size },
  ),
);
if (values.list) console.log(`${faults.length} faults, ${chosen.length} chosen, ${stale.length} out of date`);
else await tryAll();

async function tryAll(): Promise<void> {
  const tree = await scratchTree(process.cwd());
  // A signal must not leave the copy behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void tree.remove().then(() => process.exit(1)));
  const tests = testRunner(tree.root);
  const results: TriedFault[] = [];
  const write = async (line: string): Promise<void> => {
    console.log(line);
    if (values.out !== undefined) await appendFile(values.out, `${line}\n`);
  };
  const firstFailure = async (fault: LocatedFault, files: readonly string[]): Promise<string | undefined> => {
    for (;;) {
      const failed = await tree.with(fault, () => tests.firstFailure(files));
      if (failed === undefined || (await tests.isSound(failed))) return failed;
      await write(`left out, as it fails without a fault too: ${failed}`);
    }
  };
  try {
    for (const fault of chosen) {
      const { near, further } = await relatedTests(tree.root, fault);
      const started = performance.now();
      const failed = (await firstFailure(fault, near)) ?? (await firstFailure(fault, further));
      const seconds = Math.round((performance.now() - started) / 1000);
      results.push({ folder: fault.folder, seen: failed !== undefined });
      const by = failed ?? `${near.length} + ${further.length} files of tests`;
      await write(`${failed === undefined ? 'NOT SEEN' : 'seen    '} ${fault.id} (${fault.path}; ${by}; ${seconds} s)`);
    }
    await write(`\n${faultTable(results)}`);
  } finally {
    await tree.remove();
  }
}
