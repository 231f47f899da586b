import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { provenance, readTrajectories, writeTrajectories } from '../src/files/index.js';
import { logInPieces } from '../src/files/trajectories/pieces/logInPieces.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';

const EPISODES = 25_000;
const REPEATS = 3;

/**
 * Reading a log of text of a third of a million steps: ours, whole and in pieces, beside what others make of the same
 * lines without a check: csv-parse's records, with fields as text and with numbers cast, and `JSON.parse` of each line.
 * CPU seconds, user and system; the least of three.
 */
export async function* readerTimings(): AsyncGenerator<string> {
  const env = createEnv('sepsis');
  const log = simulate(createRng(1), env, createPolicy('physician', env.exactModel!()), {
    ...{ episodes: EPISODES, horizon: 20 },
  });
  const folder = mkdtempSync(join(tmpdir(), 'couplet-bench-'));
  const at = (name: string): string => join(folder, name);
  try {
    for (const name of ['log.csv', 'log.jsonl']) {
      await writeTrajectories(at(name), log, provenance('bench', { seed: 1 }));
      writeFileSync(at(`${name}.gz`), gzipSync(readFileSync(at(name))));
    }
    const lines = (name: string): string[] => readFileSync(at(name), 'utf8').trimEnd().split('\n').slice(1);
    const records = (cast: boolean) => (): unknown =>
      parse(readFileSync(at('log.csv')), { comment: '#', comment_no_infix: true, columns: false, cast });
    const pieces = async (): Promise<number> => {
      let steps = 0;
      for await (const piece of (await logInPieces(at('log.csv'), 'csv')).logs()) steps += piece.state.length;
      return steps;
    };
    const tasks: readonly (readonly [name: string, run: () => unknown])[] = [
      ['CSV, ours', () => readTrajectories(at('log.csv'))],
      ['CSV in pieces, ours', pieces],
      ['CSV packed by gzip, ours', () => readTrajectories(at('log.csv.gz'))],
      ['CSV, csv-parse, text', records(false)],
      ['CSV, csv-parse, cast', records(true)],
      ['JSON lines, ours', () => readTrajectories(at('log.jsonl'))],
      ['JSON lines packed by gzip, ours', () => readTrajectories(at('log.jsonl.gz'))],
      [
        'JSON lines, JSON.parse',
        () => lines('log.jsonl').reduce((sum, line) => sum + Object.keys(JSON.parse(line) as object).length, 0),
      ],
    ];
    yield `reading ${log.state.length} steps of text: CPU seconds, and the largest the process has been`;
    for (const [name, run] of tasks) {
      const seconds: number[] = [];
      for (let k = 0; k < REPEATS; k++) {
        const before = process.cpuUsage();
        await run();
        const { user, system } = process.cpuUsage(before);
        seconds.push((user + system) / 1e6);
      }
      const peak = process.resourceUsage().maxRSS / 1024;
      yield `${name.padEnd(50)} ${`${Math.min(...seconds).toFixed(2)} s`.padStart(28)} ${peak.toFixed(0).padStart(8)} MiB`;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
