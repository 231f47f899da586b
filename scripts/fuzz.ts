import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FuzzResult, runFlips, runFuzz } from './fuzz/runFuzz.js';
import { subjects } from './fuzz/subjects.js';

/**
 * Reads damaged files by every reader: `npm run fuzz -- --count 50000 --seed 1`, and all single bits of three archives.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    flips: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const folder = await mkdtemp(join(tmpdir(), 'couplet-fuzz-'));
let faults = 0;

function report(title: string, { counts, faults: found, slowest }: FuzzResult): void {
  console.log(`${title}; slowest read ${Math.round(slowest)} ms; ${found.length} faults`);
  for (const [name, count] of Object.entries(counts)) console.log(`  ${name.padEnd(12)} ${JSON.stringify(count)}`);
  for (const { replay, outcome, cause } of found.slice(0, 20)) console.log(`  ${outcome}: ${replay}`, cause ?? '');
  faults += found.length;
}

try {
  const all = await subjects(folder);
  const [seed, first, count] = [values.seed, values.first, values.count].map(Number);
  report(`${count} mutations, seed ${seed}`, await runFuzz(folder, all, { seed, first, count }));
  if (values.flips)
    for (const subject of all.filter(({ file }) => file.endsWith('.npz')))
      report(`every bit of ${subject.name}, ${subject.bytes.length} bytes`, await runFlips(folder, subject));
} finally {
  await rm(folder, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
